/** Milliseconds without a key until what was typed is looked at. */
const TYPING_PAUSE = 300;
/** Milliseconds for which a text is remembered that the page took out of its field: it sends it now. */
const SENDING = 60_000;
/** Texts that may go, remembered for the requests that carry them. */
const MOST_PASSED = 50;

/**
 * What a person has typed into a page and not sent yet. It is judged when it is sent, never before.
 */
class Draft {
  /** @type {Element | null} */
  #field = null;
  #text = "";
  #takenSince = 0;
  /** @type {Set<string>} */
  #passed = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  #changed;

  /** @param {(text: string) => void} changed told of a text that nobody has judged */
  constructor(changed) {
    this.#changed = changed;
  }

  get field() {
    return this.#field?.isConnected ? this.#field : null;
  }

  /** @param {Event} event a trusted `input` event */
  typed(event) {
    const field = editableOf(event.composedPath()[0]);
    if (field) {
      this.#field = field;
      clearTimeout(this.#pause);
      this.#pause = setTimeout(() => this.look(), TYPING_PAUSE);
    }
  }

  /** Read the field now: what happens next may send it. */
  look() {
    const text = this.field ? textOf(this.field) : "";
    if (text.trim() !== "") {
      const known = text === this.#text;
      this.#text = text;
      this.#takenSince = 0;
      if (!known && !this.#passed.has(text)) {
        this.#changed(text);
      }
    } else {
      this.#takenSince ||= Date.now();
    }
    return this.unjudged;
  }

  /** The text that nobody has judged yet, or nothing. */
  get unjudged() {
    const gone = this.#takenSince !== 0 && Date.now() - this.#takenSince > SENDING;
    return gone || this.#passed.has(this.#text) ? "" : this.#text;
  }

  /** @param {string} text exactly this one may go */
  pass(text) {
    this.#passed.add(text);
    if (this.#passed.size > MOST_PASSED) {
      this.#passed.delete([...this.#passed][0] ?? "");
    }
  }
}

/**
 * The field around a place where text can be written, or null: names and passwords are no prompts.
 *
 * @param {EventTarget | undefined} place
 * @returns {Element | null}
 */
function editableOf(place) {
  if (place instanceof HTMLTextAreaElement) {
    return place;
  }
  if (place instanceof HTMLInputElement) {
    return ["text", "search"].includes(place.type) ? place : null;
  }
  let host = place instanceof HTMLElement && place.isContentEditable ? place : null;
  while (host?.parentElement?.isContentEditable) {
    host = host.parentElement;
  }
  return host;
}

/** @param {Element} field */
function textOf(field) {
  return isTextField(field) ? field.value : /** @type {HTMLElement} */ (field).innerText;
}
