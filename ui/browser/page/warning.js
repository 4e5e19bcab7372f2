/** Milliseconds in which nothing is an answer: what was meant for the page lands there. */
const DEAF_FOR = 300;

/**
 * The warning, on top of the page and out of its reach: it stands in a closed shadow root and in
 * the browser's top layer, which also keeps the focus in it.
 */
class WarningDialog {
  #warning;
  #held;
  #judged;
  #host = element("div", { style: "display: contents !important" });
  #root = this.#host.attachShadow({ mode: "closed" });
  #dialog;
  /** The part that changes: ways out, reasons, or the result of redaction. */
  #middle = element("div", {});
  #listens = false;
  /** @type {Promise<Outcome>} */
  #answer;
  /** @type {(outcome: Outcome) => void} */
  #settle = () => {};

  /**
   * @param {Warning} warning
   * @param {Held} held
   * @param {Judged} judged
   */
  constructor(warning, held, judged) {
    this.#warning = warning;
    this.#held = held;
    this.#judged = judged;
    this.#dialog = this.#build();
    this.#answer = new Promise((resolve) => (this.#settle = resolve));
  }

  /** Show it and wait for the person. It is gone when the promise is kept. */
  async answer() {
    this.#root.append(element("style", {}, STYLE), this.#dialog);
    for (const kind of ["click", "pointerdown", "pointerup", "mousedown", "mouseup", "copy"]) {
      this.#root.addEventListener(kind, (event) => this.#onPointer(event), { capture: true });
      this.#root.addEventListener(kind, (event) => event.stopPropagation());
    }
    document.documentElement.append(this.#host);
    const removed = new MutationObserver(() => this.#host.isConnected || this.leave());
    for (const above of [document, document.documentElement]) {
      removed.observe(above, { childList: true });
    }
    this.#dialog.showModal();
    this.#showWays();
    this.#dialog.scrollTop = 0; // in a small window, what it is about is seen first
    setTimeout(() => this.#listen(), DEAF_FOR);
    const inFront = new InFront(this.#host, this.#dialog, () => this.leave());
    const outcome = await this.#answer;
    inFront.end();
    removed.disconnect();
    this.#dialog.close();
    this.#host.remove();
    return outcome;
  }

  #listen() {
    this.#listens = true;
    this.#dialog.removeAttribute("aria-busy");
  }

  /** @param {Event} event */
  #onPointer(event) {
    if (!this.#listens || !event.isTrusted) {
      event.stopPropagation();
      event.preventDefault();
    }
  }

  /** The question goes away unanswered: the page does. */
  leave() {
    this.#choose("none");
  }

  /**
   * Every key while the dialog stands comes here first and goes nowhere else.
   *
   * @param {KeyboardEvent} event
   */
  onKey(event) {
    if (event.type !== "keydown" || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const early = !this.#listens && event.key !== "Escape";
    if (early || (event.repeat && event.key === "Enter")) {
      event.preventDefault(); // a key still held from before, or meant for the page, is no answer
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.#choose("cancelled");
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.#moveFocus(event);
    } else {
      this.#takeShortcut(event);
    }
  }

  /** @param {KeyboardEvent} event */
  #takeShortcut(event) {
    const named = `[aria-keyshortcuts="${CSS.escape(event.key)}"]`;
    const taker = this.#root.querySelector(named);
    if (taker) {
      event.preventDefault(); // or the key would be typed into the page that gets the focus back
      taker.dispatchEvent(new CustomEvent("shortcut"));
    }
  }

  #build() {
    const { action, title, destination, found, clause, whom_to_ask: whom } = this.#warning;
    const lines = [destination, ...found, clause, ...(whom ? [whom] : [])];
    const about = {
      class: action,
      role: "alertdialog",
      "aria-busy": "true",
      "aria-label": title,
      "aria-description": [lines.join(" "), ...this.#warning.excerpts.map(oneLine)].join(" "),
    };
    const dialog = element(
      "dialog",
      about,
      element(
        "div",
        { class: "sheet" },
        unfindable(
          "header",
          {},
          loadLine(),
          element("h1", { dir: "auto" }, title),
          element("p", { class: "destination" }, destination),
        ),
        this.#excerpts(),
        unfindable(
          "div",
          { class: "why" },
          ...found.map((line) => element("p", { dir: "auto" }, line)),
          element("p", { class: "clause" }, clause),
          whom ? element("p", {}, whom) : null,
        ),
        this.#middle,
        this.#cancelRow(),
        this.#promise(),
      ),
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.#choose("cancelled");
    });
    return dialog;
  }

  #excerpts() {
    const quotes = this.#warning.excerpts.map(({ before, mark, after }) =>
      element("blockquote", { dir: "auto" }, before, element("mark", {}, mark), after),
    );
    return quotes.length > 0 ? unfindable("div", { class: "excerpts" }, ...quotes) : null;
  }

  #cancelRow() {
    const { label, key } = this.#warning.cancel;
    const look = this.#offersSafeWay() ? "second" : "primary";
    return element(
      "footer",
      {},
      button(label, `${look} cancel`, () => this.#choose("cancelled")),
      element("kbd", { "aria-hidden": "true" }, key),
    );
  }

  #promise() {
    const details = element(
      "details",
      {},
      element("summary", {}, words("whatIsSent")),
      element("p", {}, words("whatIsSentAnswer")),
    );
    return element("div", { class: "small" }, `${this.#warning.promise} `, details);
  }

  #offersSafeWay() {
    return Boolean(this.#warning.redact ?? this.#warning.approved);
  }

  #showWays() {
    const acts = {
      choose: (/** @type {Choice} */ choice) => this.#choose(choice),
      seeResult: () => this.#showResult(),
      askReason: () => this.#showReasons(),
    };
    this.#show(waysOut(this.#warning, acts));
    this.#focus(".primary");
  }

  #showReasons() {
    const offer = this.#warning.continue;
    if (offer) {
      const choose = (/** @type {string | null} */ reason) => this.#choose("continued", reason);
      this.#show(reasonList(offer, choose, () => this.#showWays()));
      this.#focus(offer.required ? ".reason" : ".ways .second");
    }
  }

  /** Before and after, below the ways out; pressed again, it goes away. */
  #showResult() {
    const shown = this.#middle.querySelector(".result");
    if (shown) {
      shown.remove();
    } else {
      const result = redactionResult(this.#held, this.#judged);
      this.#middle.append(result);
      result.scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {HTMLElement} part */
  #show(part) {
    this.#middle.replaceChildren(part);
  }

  /** @param {string} selector */
  #focus(selector) {
    this.#dialog.querySelector(/** @type {"button"} */ (selector))?.focus();
  }

  /** @param {KeyboardEvent} event */
  #moveFocus(event) {
    const focused = this.#root.activeElement;
    if (focused?.matches(".pane")) {
      return; // there, arrows scroll
    }
    event.preventDefault();
    const buttons = [...this.#dialog.querySelectorAll("button")];
    const step = event.key === "ArrowDown" ? 1 : -1;
    const place = buttons.indexOf(/** @type {HTMLButtonElement} */ (focused)) + step;
    buttons[(place + buttons.length) % buttons.length]?.focus();
  }

  /**
   * @param {Choice} choice
   * @param {string | null} reason
   */
  #choose(choice, reason = null) {
    this.#settle({ choice, reason });
  }
}

/** @param {Excerpt} excerpt */
function oneLine({ before, mark, after }) {
  return before + mark + after;
}
