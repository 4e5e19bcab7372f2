/**
 * Tries every way in, in this browser as it is now, and tells how each went.
 *
 * A script cannot press keys, so it makes the events and calls the guard with them as if a person
 * had. From there all is real: the guard, the messages, the host, the agent, the dialog.
 */

/** Marked for everybody: an agent that does not warn of it guards nothing. Each way has its own. */
const MARKED = (/** @type {string} */ way) => `CONFIDENTIAL\n\nPlimsoll tries itself: ${way}.\n`;
const HARMLESS = "Plimsoll tries itself.";
/** Milliseconds for one way. */
const LONGEST = 5000;

const field = /** @type {HTMLTextAreaElement} */ (document.querySelector("textarea"));
const picker = /** @type {HTMLInputElement} */ (document.querySelector("input"));

/** @type {Record<Way, () => Promise<boolean>>} */
const WAYS = {
  paste: async () => {
    act(pasteOfText(MARKED("paste")));
    const held = (await asked()) && field.value === "";
    act(pasteOfText(HARMLESS));
    return held && (await until(() => field.value === HARMLESS)); // what is harmless arrives
  },
  drop: async () => {
    act(new DragEvent("drop", about({ dataTransfer: transfer(MARKED("drop")) })));
    return (await asked()) && field.value === "";
  },
  upload: async () => {
    const files = new DataTransfer();
    files.items.add(new File([MARKED("upload")], "plimsoll.txt", { type: "text/plain" }));
    picker.files = files.files;
    act(new Event("input", about({})), picker);
    return (await asked()) && picker.files?.length === 0;
  },
  submit: async () => {
    field.value = MARKED("submit");
    act(new InputEvent("input", about({ inputType: "insertText" })));
    act(new KeyboardEvent("keydown", about({ key: "Enter", code: "Enter" })));
    return asked();
  },
};

/** The dialog stands in a closed root: what is seen of it is that its carrier has the focus. */
function dialogStands() {
  const { activeElement, body, documentElement } = document;
  return activeElement !== body && activeElement?.parentElement === documentElement;
}

/** Whether a question comes; it is answered with *Escape*. */
async function asked() {
  const came = await until(dialogStands);
  act(new KeyboardEvent("keydown", about({ key: "Escape", code: "Escape" })));
  const went = came && (await until(() => !dialogStands()));
  await aMoment(); // for the guard to end with the question
  return went;
}

/** A turn of the page's tasks. */
function aMoment() {
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = done;
    port2.postMessage(null);
  });
}

/**
 * The guard hears of an event as if a person had caused it.
 *
 * @param {Event} event
 * @param {Element} target
 */
function act(event, target = field) {
  const guard = /** @type {any} */ (globalThis).plimsollGuard;
  const hear = () => guard.handleEvent(asByPerson(event));
  addEventListener(event.type, hear, { capture: true, once: true });
  target.dispatchEvent(event);
}

/** @param {Event} event */
function asByPerson(event) {
  return new Proxy(event, {
    get(made, name) {
      const value = Reflect.get(made, name, made);
      return name === "isTrusted" || (typeof value === "function" ? value.bind(made) : value);
    },
  });
}

/** @param {object} more */
function about(more) {
  return { bubbles: true, cancelable: true, composed: true, ...more };
}

/** @param {string} text */
function pasteOfText(text) {
  const event = new ClipboardEvent("paste", about({ clipboardData: new DataTransfer() }));
  event.clipboardData?.setData("text/plain", text); // Firefox empties what the constructor is given
  return event;
}

/** @param {string} text */
function transfer(text) {
  const made = new DataTransfer();
  made.setData("text/plain", text);
  return made;
}

/**
 * Whether it happens in time. It looks whenever something changes: the timers of a page that stands
 * behind another one run once a second.
 *
 * @param {() => boolean} happened
 * @returns {Promise<boolean>}
 */
function until(happened) {
  return new Promise((resolve) => {
    const changes = new MutationObserver(() => look());
    const late = setTimeout(() => look(true), LONGEST);
    const look = (isLate = false) => {
      const itDid = happened();
      if (itDid || isLate) {
        changes.disconnect();
        field.removeEventListener("input", heard);
        clearTimeout(late);
        resolve(itDid);
      }
    };
    const heard = () => look();
    changes.observe(document, { attributes: true, childList: true, subtree: true });
    field.addEventListener("input", heard);
    look();
  });
}

async function tryAll() {
  /** @type {Partial<Record<Way, boolean>>} */
  const ways = {};
  for (const [way, goesWell] of Object.entries(WAYS)) {
    field.value = "";
    field.focus();
    ways[/** @type {Way} */ (way)] = await goesWell().catch(() => false);
  }
  await chrome.runtime.sendMessage({ ask: "tried", ways });
}

tryAll();
