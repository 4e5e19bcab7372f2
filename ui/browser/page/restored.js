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

  /** @param {Record<string, string> | undefined} originals what a redaction has just taken out */
  remember(originals) {
    if (!originals || Object.keys(originals).length === 0) {
      return;
    }
    this.#originals.remember(originals);
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
      const act = () => this.#show(new RestoredView(this.#originals));
      this.#note.say(words("placeholdersHere"), { label: words("showOriginals"), act });
    }
    this.#offered = passages;
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

  /** @param {Originals} originals */
  constructor(originals) {
    const passages = originals.passages().map((text) => originals.putBack(text));
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
