/** Milliseconds after a person's own act in which a page may bring something in. */
const ACTED = 5000;

/**
 * Answers page/in_page/ways_in.js: what a page reads from the clipboard by a button of its own is
 * judged like a paste. A page that asks without anybody having pressed something is told no.
 */
class QuietWays {
  #hold;
  #acted = 0;

  /** @param {(held: Held, place: Destined) => void} hold */
  constructor(hold) {
    this.#hold = hold;
    addEventListener("plimsoll-comes", (event) => this.#onCome(event), { capture: true });
  }

  /** @param {Event} event */
  onAct(event) {
    if (event.isTrusted) {
      this.#acted = Date.now();
    }
  }

  /** @param {Event} event from the page's world: the page itself may have made it up */
  #onCome(event) {
    event.stopImmediatePropagation();
    const { id, plain } = JSON.parse(/** @type {CustomEvent<string>} */ (event).detail);
    const answer = (/** @type {string | null} */ coming) => {
      const detail = JSON.stringify({ id, plain: coming });
      dispatchEvent(new CustomEvent("plimsoll-may-come", { detail }));
    };
    if (!extensionLives() || plain === "") {
      answer(plain);
    } else if (Date.now() - this.#acted > ACTED) {
      answer(null);
    } else {
      const held = { plain, html: "", files: [] };
      const give = (/** @type {Held} */ arriving) => answer(arriving.plain);
      const place = { restore() {}, give, keep: () => answer(null) };
      this.#hold(held, place);
    }
  }
}
