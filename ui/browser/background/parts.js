/** Characters of JSON in one part. In UTF-8, as a text within JSON, that stays under 1 MB. */
const PART = 160 * 1024;

/**
 * A question for plimsoll-host as one message, or in parts where it is too large for one.
 * agent/parts.py says how parts look; it does the same on the other side.
 *
 * @param {{id: number, [field: string]: unknown}} question
 * @returns {Iterable<object>}
 */
export function* messagesOf(question) {
  const json = JSON.stringify(question);
  if (json.length <= PART) {
    yield question;
    return;
  }
  const pieces = [...piecesOf(json)];
  for (const [part, piece] of pieces.entries()) {
    yield { id: question.id, part, of: pieces.length, json: piece };
  }
}

/** Puts the parts of an answer together. They come one after another. */
export class Parts {
  #id = -1;
  /** @type {string[]} */
  #texts = [];

  /**
   * The answer, once it is whole; null until then.
   *
   * @param {any} message
   * @returns {(Answer & {id: number}) | null}
   */
  add(message) {
    if (typeof message.part !== "number") {
      return message;
    }
    if (message.part === 0) {
      this.#id = message.id;
      this.#texts = [];
    }
    if (message.id !== this.#id || message.part !== this.#texts.length) {
      return null; // the beginning went by: whoever waits hears of it when the host ends
    }
    this.#texts.push(message.json);
    if (this.#texts.length < message.of) {
      return null;
    }
    const json = this.#texts.join("");
    this.#texts = [];
    return JSON.parse(json);
  }
}

/** @param {string} json */
function* piecesOf(json) {
  for (let start = 0; start < json.length; ) {
    let end = start + PART;
    if (isHighSurrogate(json.charCodeAt(end - 1))) {
      end -= 1; // half a character has no form in UTF-8
    }
    yield json.slice(start, end);
    start = end;
  }
}

/** @param {number} unit */
function isHighSurrogate(unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}
