/** Where something was to be inserted: the element, and what was selected in it. */
class Place {
  #target;
  #focused = focusedElement();
  /** @type {Range | null} */
  #range;
  /** In a text field: from, to. @type {[number, number] | null} */
  #selected;
  /** Where in the window something was dropped. @type {Held["point"]} */
  #point;

  /** @param {Event} event a paste or a drop */
  constructor(event) {
    this.#target = withinShadow(event.composedPath()[0] ?? null);
    this.#range = selectedRange(this.#focused);
    this.#selected = selectedIn(this.#focused);
    if (event instanceof DragEvent) {
      this.#point = { x: event.clientX, y: event.clientY };
    }
  }

  /** The element to insert into; where a page has replaced it, the one that has the focus now. */
  get target() {
    const still = this.#target instanceof Node && this.#target.isConnected;
    return still ? /** @type {Element} */ (this.#target) : focusedElement();
  }

  /** @param {Held} held */
  give(held) {
    giveToPage(this.target, this.#point ? { ...held, point: this.#point } : held);
  }

  /** Nothing comes: a page that waits for a drop hears that the drag went away. */
  keep() {
    if (this.#point) {
      this.target?.dispatchEvent(new DragEvent("dragleave", { bubbles: true, composed: true }));
    }
  }

  /** Put focus and selection back to where they were. */
  restore() {
    if (this.#focused instanceof HTMLElement && this.#focused.isConnected) {
      this.#focused.focus({ preventScroll: true });
    }
    if (this.#selected && isTextField(this.#focused)) {
      // Also where the field has the focus: a click in the dialog took the caret out of it.
      this.#focused.setSelectionRange(...this.#selected);
    } else if (this.#range?.startContainer.isConnected && !isTextField(this.#focused)) {
      const selection = selectionAt(this.#focused);
      selection?.removeAllRanges();
      selection?.addRange(this.#range);
    }
  }
}

/** The element with the focus, also inside of shadow roots. */
function focusedElement() {
  return withinShadow(document.activeElement);
}

/**
 * What has the focus within the shadow root of a thing, however deep; else the thing itself.
 *
 * @template Thing
 * @param {Thing} thing
 * @returns {Thing | Element}
 */
function withinShadow(thing) {
  const root = thing instanceof HTMLElement ? shadowOf(thing) : null;
  return root?.activeElement ? withinShadow(root.activeElement) : thing;
}

/** @param {HTMLElement} element its shadow root may be closed: the page alone cannot look into that */
function shadowOf(element) {
  return chrome.dom?.openOrClosedShadowRoot(element) ?? element.shadowRoot;
}

/** @param {Element | null} focused */
function selectedRange(focused) {
  const selection = selectionAt(focused);
  return selection && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : null;
}

/**
 * The selection around an element. Chromium keeps one for each shadow root.
 *
 * @param {Element | null} focused
 * @returns {Selection | null}
 */
function selectionAt(focused) {
  const root = /** @type {{getSelection?: () => Selection | null} | undefined} */ (
    focused?.getRootNode()
  );
  return root?.getSelection?.() ?? getSelection();
}

/**
 * @param {Element | null} field
 * @returns {[number, number] | null}
 */
function selectedIn(field) {
  if (!isTextField(field) || field.selectionStart === null) {
    return null;
  }
  return [field.selectionStart, field.selectionEnd ?? field.selectionStart];
}

/**
 * @param {unknown} thing
 * @returns {thing is HTMLTextAreaElement | HTMLInputElement}
 */
function isTextField(thing) {
  return thing instanceof HTMLTextAreaElement || thing instanceof HTMLInputElement;
}
