/** Milliseconds in which a page must stand still before it is searched for placeholders. */
const STILL_FOR = 700;

/**
 * Offers to show an answer with the originals put back: in a window of ours, which the page can
 * neither read nor search in. The page itself keeps its placeholders.
 */
class Restored {
  #originals = new Originals();
  #note = new Note();
  #show;
  #offered = 0;
  /** @type {MutationObserver | null} */
  #watching = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #still;

  /** @param {(view: RestoredView) => void} show */
  constructor(show) {
    this.#show = show;
  }

  /**
   * @param {string[]} placeholders what a redaction has just put in
   * @param {string} flow
   */
  remember(placeholders, flow) {
    if (placeholders.length === 0) {
      return;
    }
    this.#originals.remember(placeholders, flow);
    if (!this.#watching) {
      this.#watching = new MutationObserver(() => this.#changed());
      const all = { childList: true, characterData: true, subtree: true };
      this.#watching.observe(document.documentElement, all);
    }
  }

  #changed() {
    clearTimeout(this.#still);
    this.#still = setTimeout(() => this.#offer(), STILL_FOR);
  }

  #offer() {
    const passages = this.#originals.passages().length;
    if (passages > this.#offered && extensionLives()) {
      const act = () => void this.#showThem();
      this.#note.say(words("placeholdersHere"), { label: words("showOriginals"), act });
    }
    this.#offered = passages;
  }

  async #showThem() {
    const found = await this.#originals.fetched();
    if (found.size > 0) {
      this.#show(new RestoredView(this.#originals, found));
    } else {
      this.#note.say(words("originalsGone"));
    }
  }
}

/** The window with the passages. It asks nothing and is closed by *Escape*. */
class RestoredView {
  #host = element("div", { style: "display: contents !important" });
  #root = this.#host.attachShadow({ mode: "closed" });
  #dialog;
  #closed;
  /** @type {() => void} */
  #close = () => {};

  /**
   * @param {Originals} originals
   * @param {Map<string, string>} found what they stand for
   */
  constructor(originals, found) {
    const passages = originals.passages().map((text) => originals.putBack(text, found));
    const about = { class: "restored", "aria-label": words("withOriginals") };
    this.#dialog = element(
      "dialog",
      about,
      element(
        "div",
        { class: "sheet" },
        element("header", {}, loadLine(), element("h1", {}, words("withOriginals"))),
        element("div", { class: "excerpts" }, ...passages.map((parts) => passage(parts))),
        element("p", { class: "clause" }, words("onlyHere")),
        element("footer", {}, button(words("close"), "primary", () => this.leave())),
      ),
    );
    this.#closed = new Promise((/** @type {(nothing: void) => void} */ done) => (this.#close = done));
  }

  /** Show it until the person closes it. */
  async shown() {
    this.#root.append(element("style", {}, STYLE), this.#dialog);
    this.#dialog.addEventListener("cancel", () => this.leave());
    document.documentElement.append(this.#host);
    this.#dialog.showModal();
    const inFront = new InFront(this.#host, this.#dialog, () => this.leave());
    await this.#closed;
    inFront.end();
    this.#host.remove();
  }

  leave() {
    this.#close();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.type === "keydown" && event.key === "Escape") {
      event.preventDefault();
      this.leave();
    }
  }
}

/** @param {(string | HTMLElement)[]} parts */
function passage(parts) {
  const said = parts.map((part) => (typeof part === "string" ? part : part.textContent)).join("");
  const about = { role: "document", "aria-label": words("withOriginals"), "aria-description": said };
  return element("blockquote", { ...about, tabindex: "0" }, unfindable("span", {}, ...parts));
}
