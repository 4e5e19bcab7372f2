/** A typed text on its way out: it goes on as it is, or stays in its field. */
class Typed {
  #draft;
  #text;
  #onward;
  #stop;

  /**
   * @param {Draft} draft
   * @param {string} text
   * @param {() => void} onward lets it go
   * @param {() => void} stop
   */
  constructor(draft, text, onward, stop) {
    this.#draft = draft;
    this.#text = text;
    this.#onward = onward;
    this.#stop = stop;
  }

  get held() {
    return { plain: this.#text, html: "", files: [] };
  }

  restore() {
    /** @type {HTMLElement | null} */ (this.#draft.field)?.focus({ preventScroll: true });
  }

  /** @param {Held} held */
  async give(held) {
    const { field } = this.#draft;
    this.#draft.pass(held.plain);
    await tellCompanion({ ask: "passed", text: held.plain });
    if (held.plain === this.#text) {
      this.#onward();
    } else {
      this.#stop();
      if (field) {
        await replaceText(field, held.plain);
      }
    }
  }

  /** Nothing goes. Where the page has emptied its field already, the text comes back into it. */
  async keep() {
    const { field } = this.#draft;
    this.#stop();
    if (field && textOf(field).trim() === "") {
      await replaceText(field, this.#text);
    }
  }
}

/**
 * The *Return* that a person pressed, once more: first for the page, then as the browser would have
 * done it.
 *
 * @param {KeyboardEvent} pressed
 * @param {EventTarget} target where it was pressed; the event itself forgets that
 */
function pressAgain(pressed, target) {
  const about = { bubbles: true, cancelable: true, composed: true, key: "Enter", code: pressed.code };
  const { keyCode, which, ctrlKey, metaKey, altKey } = pressed;
  const again = { ...about, keyCode, which, ctrlKey, metaKey, altKey };
  const nobodyTookIt = target.dispatchEvent(new KeyboardEvent("keydown", again));
  target.dispatchEvent(new KeyboardEvent("keypress", { ...again, charCode: 13 }));
  target.dispatchEvent(new KeyboardEvent("keyup", again));
  if (!nobodyTookIt) {
    return;
  }
  if (target instanceof HTMLInputElement) {
    target.form?.requestSubmit();
  } else if (target instanceof HTMLTextAreaElement) {
    document.execCommand("insertText", false, "\n");
  } else {
    document.execCommand("insertParagraph");
  }
}
