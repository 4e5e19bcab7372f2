/** Placeholders that are remembered; more no person put into one page. */
const MOST_ORIGINALS = 2000;
/** Passages that are shown at once, the latest ones. */
const MOST_PASSAGES = 40;
/** Where words are typed, not answered. */
const TYPED_IN = "textarea, input, [contenteditable]:not([contenteditable=false]), script, style";
const BLOCKS = "p, li, pre, td, th, blockquote, dd, dt, h1, h2, h3, h4, h5, h6, article, section, div";

/**
 * The placeholders that this page has been given. What they stand for is kept by the agent alone,
 * for a while, and fetched when the person wants to see it.
 */
class Originals {
  /** Placeholder in small letters → the redaction that put it in. @type {Map<string, string>} */
  #known = new Map();

  /**
   * @param {string[]} placeholders
   * @param {string} flow
   */
  remember(placeholders, flow) {
    for (const placeholder of placeholders) {
      this.#known.set(placeholder.toLowerCase(), flow);
    }
    for (const oldest of [...this.#known.keys()].slice(0, -MOST_ORIGINALS)) {
      this.#known.delete(oldest);
    }
  }

  /**
   * Placeholder in small letters → what stood there, of those that the agent still keeps.
   *
   * @returns {Promise<Map<string, string>>}
   */
  async fetched() {
    const found = new Map();
    for (const flow of new Set(this.#known.values())) {
      const { originals = {} } = await tellCompanion({ ask: "originals", flow });
      for (const [placeholder, original] of Object.entries(originals)) {
        if (this.#known.get(placeholder.toLowerCase()) === flow) {
          found.set(placeholder.toLowerCase(), original);
        }
      }
    }
    return found;
  }

  /** The texts of the page that hold a placeholder, in the order in which they stand. */
  passages() {
    /** @type {Set<Element>} */
    const blocks = new Set();
    const words = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (this.#known.size > 0 && words.nextNode()) {
      const parent = words.currentNode.parentElement;
      if (this.#holds(words.currentNode.nodeValue ?? "") && !parent?.closest(TYPED_IN)) {
        blocks.add(parent?.closest(BLOCKS) ?? document.documentElement);
      }
    }
    return [...blocks].slice(-MOST_PASSAGES).map((block) => /** @type {HTMLElement} */ (block).innerText);
  }

  /**
   * A text with the originals put back, each of them lit. An original is left as it is, though it
   * look like a placeholder.
   *
   * @param {string} text
   * @param {Map<string, string>} found
   */
  putBack(text, found) {
    return text.split(this.#pattern()).map((part, place) => {
      const original = place % 2 === 1 ? found.get(part.toLowerCase()) : undefined;
      return original === undefined ? part : element("mark", {}, original);
    });
  }

  /** @param {string} text */
  #holds(text) {
    return text.includes("[") && this.#pattern().test(text);
  }

  #pattern() {
    const escaped = [...this.#known.keys()].map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
    return new RegExp(`(${escaped.join("|")})`, "iu");
  }
}
