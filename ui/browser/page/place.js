/** Where something was to be inserted: the element, and what was selected in it. */
class Place {
  #target;
  #focused = focusedElement();
  /** @type {Range | null} */
  #range;
  /** @type {number | null} */
  #offset = null;

  /** @param {Event} event a paste or a drop */
  constructor(event) {
    this.#target = event.composedPath()[0] ?? null;
    this.#range = selectedRange();
    if (event instanceof DragEvent) {
      this.#pointAt(event);
    }
  }

  /** The element to insert into; where a page has replaced it, the one that has the focus now. */
  get target() {
    const still = this.#target instanceof Node && this.#target.isConnected;
    return still ? /** @type {Element} */ (this.#target) : focusedElement();
  }

  /** @param {Held} held */
  give(held) {
    giveToPage(this.target, held);
  }

  /** Put focus and selection back to where they were. */
  restore() {
    if (this.#focused instanceof HTMLElement && this.#focused.isConnected) {
      this.#focused.focus({ preventScroll: true });
    }
    if (this.#offset !== null && isTextField(this.#target)) {
      this.#target.setSelectionRange(this.#offset, this.#offset);
    } else if (this.#range?.startContainer.isConnected && !isTextField(this.#focused)) {
      const selection = getSelection();
      selection?.removeAllRanges();
      selection?.addRange(this.#range);
    }
  }

  /**
   * A drop goes to the point under the pointer, wherever the caret was.
   *
   * @param {DragEvent} event
   */
  #pointAt(event) {
    const caret = document.caretPositionFromPoint(event.clientX, event.clientY);
    if (caret === null) {
      return;
    }
    if (isTextField(caret.offsetNode)) {
      this.#target = this.#focused = caret.offsetNode;
      this.#offset = caret.offset;
    } else {
      this.#focused = editableAround(caret.offsetNode) ?? this.#focused;
      this.#range = document.createRange();
      this.#range.setStart(caret.offsetNode, caret.offset);
    }
  }
}

/** The element with the focus, also inside of open shadow roots. */
function focusedElement() {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) {
    focused = focused.shadowRoot.activeElement;
  }
  return focused;
}

function selectedRange() {
  const selection = getSelection();
  return selection && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : null;
}

/**
 * @param {unknown} thing
 * @returns {thing is HTMLTextAreaElement | HTMLInputElement}
 */
function isTextField(thing) {
  return thing instanceof HTMLTextAreaElement || thing instanceof HTMLInputElement;
}

/** @param {Node} node */
function editableAround(node) {
  const nearest = node instanceof Element ? node : node.parentElement;
  return nearest?.closest("[contenteditable]") ?? null;
}
