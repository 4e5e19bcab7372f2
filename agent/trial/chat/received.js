/**
 * The page's own listeners, as early and as near to the root as a page can have them.
 *
 * `window.received` lists every event that could carry a text, with what it carried.
 */
const received = [];
window.received = received;

const KINDS = ["paste", "drop", "beforeinput", "input", "keydown", "focusin"];
for (const kind of KINDS) {
  addEventListener(kind, (event) => note(kind, event), { capture: true });
}

/**
 * @param {string} kind
 * @param {Event} event
 */
function note(kind, event) {
  const text = textOf(event);
  received.push({ kind, text, key: event instanceof KeyboardEvent ? event.key : "" });
  if (kind === "paste" || kind === "drop" || kind === "input") {
    show();
  }
}

/** @param {any} event */
function textOf(event) {
  const transfer = event.clipboardData ?? event.dataTransfer;
  return transfer?.getData("text/plain") || event.data || "";
}

function show() {
  const place = document.getElementById("received");
  const carrying = received.filter(({ kind }) => ["paste", "drop", "input"].includes(kind));
  const lines = carrying.slice(-4).map(({ kind, text }) => `${kind}: ${text.length} characters`);
  place.textContent = lines.join("\n");
}
