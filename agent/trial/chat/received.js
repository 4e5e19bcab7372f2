/**
 * The page's own listeners, as early and as near to the root as a page can have them.
 *
 * `window.received` lists every event that could carry a text, with what it carried.
 */
const received = [];
window.received = received;

const KINDS = ["paste", "drop", "beforeinput", "input", "change", "keydown", "focusin"];
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
  const files = [...(transfer?.files ?? event.composedPath()[0]?.files ?? [])];
  const names = files.map((file) => file.name).join(" ");
  return transfer?.getData("text/plain") || event.data || names;
}

/** One line for each kind of event that brought something, and how often it came. */
function show() {
  const kinds = ["paste", "drop", "input"];
  const times = (kind) => received.filter((event) => event.kind === kind).length;
  const lines = kinds.filter(times).map((kind) => `${kind} event × ${times(kind)}`);
  document.getElementById("received").textContent = lines.join("\n");
}
