/**
 * Whether a request's body carries a typed text.
 *
 * Pages send what was typed as JSON, as a form, as paragraphs of a document: so the longest line is
 * looked for, and only by its letters and digits.
 *
 * @param {string} body
 * @param {string} typed
 */
function carries(body, typed) {
  const lines = typed.split("\n").map(lettersOf);
  const longest = lines.reduce((some, other) => (other.length > some.length ? other : some), "");
  return longest !== "" && stringsOf(body).some((said) => lettersOf(said).includes(longest));
}

/** @param {string} text */
function lettersOf(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/**
 * The texts in a body: every string of JSON, also of JSON within a string; else the body itself,
 * as it is and with its percent signs read.
 *
 * @param {string} body
 * @returns {string[]}
 */
function stringsOf(body) {
  /** @type {string[]} */
  const found = [];
  try {
    JSON.parse(body, (_key, value) => {
      if (typeof value === "string") {
        found.push(...(/^\s*[[{]/.test(value) ? stringsOf(value) : [value]));
      }
    });
    return found;
  } catch {
    return [body, unescaped(body)];
  }
}

/** @param {string} body */
function unescaped(body) {
  const read = body
    .replace(/\+/g, " ")
    .replace(/\\u([0-9a-f]{4})/gi, (_all, code) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\[nrt]/g, " ");
  try {
    return decodeURIComponent(read);
  } catch {
    return read;
  }
}

// The background script, which is a module, reads this file too.
Object.assign(globalThis, { carries });
