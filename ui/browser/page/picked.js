/**
 * Files that a person picked in a page's own `<input type=file>`. They are taken out of the field
 * before the page hears of them, and put back with both events when they may go.
 */
class Picked {
  #field;

  /**
   * The field of an `input` or `change` event, where it is one for files.
   *
   * @param {Event} event
   * @returns {HTMLInputElement | null}
   */
  static fieldOf(event) {
    const field = event.composedPath()[0];
    return field instanceof HTMLInputElement && field.type === "file" ? field : null;
  }

  /** @param {HTMLInputElement} field */
  constructor(field) {
    this.#field = field;
  }

  /** Empty the field, and keep its second event from the page: that one does not leave a shadow root. */
  take() {
    const held = { plain: "", html: "", files: [...(this.#field.files ?? [])] };
    this.#field.value = "";
    const about = { capture: true, once: true };
    const root = this.#field.getRootNode();
    const stop = (/** @type {Event} */ event) => event.stopImmediatePropagation();
    root.addEventListener("change", stop, about);
    setTimeout(() => root.removeEventListener("change", stop, about));
    return held;
  }

  restore() {
    // Nothing moved: a file field has no caret.
  }

  /** @param {Held} held */
  give(held) {
    const transfer = new DataTransfer();
    held.files.forEach((file) => transfer.items.add(file));
    this.#field.files = transfer.files;
    this.#field.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    this.#field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
