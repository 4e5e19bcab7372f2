/** Milliseconds between two looks in a page that has such frames: some ways into one are silent. */
const LOOKS_FOR_FOCUS = 100;
/** What a guard says that came second. */
const SECOND = "plimsoll-second";

/**
 * Frames of the page's own site in which a guard cannot be first: the page reaches into them as soon
 * as they begin, some time before any extension may. What it listened to there hears a paste before
 * the guard. So the question comes earlier too, here in the page: when such a frame gets the focus
 * and the clipboard holds what would be asked about.
 *
 * A frame that has no document of its own is not one of them: browsers let the guard in at once.
 */
class EarlyFrames {
  /** The frames, or the elements of this document in whose shadow they stand. @type {WeakSet<Element>} */
  #second = new WeakSet();
  #hold;
  #isAsked;
  /** What was asked about and has kept the focus since. @type {Element | null} */
  #asked = null;
  #asking = false;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #looking;
  /** Whether *Ctrl* or the like is down, or a menu open: a paste may come any moment. */
  #willPaste = false;

  /**
   * @param {(place: Destined) => void} hold asks, where that is needed
   * @param {() => boolean} isAsked whether a question stands
   */
  constructor(hold, isAsked) {
    this.#hold = hold;
    this.#isAsked = isAsked;
  }

  /** Tell the outermost guard that the page reaches where this one was not the first. */
  static announce() {
    let outer = /** @type {Window} */ (window);
    while (outer.parent.frameElement) {
      outer = outer.parent;
    }
    if (outer.frameElement && !wasFirst()) {
      outer.frameElement.dispatchEvent(new CustomEvent(SECOND, { bubbles: true, composed: true }));
    }
  }

  /** @param {Event} event a page that makes it up is asked about more of its frames, and no fewer */
  onSecond(event) {
    event.stopImmediatePropagation();
    this.#second.add(/** @type {Element} */ (event.target));
    this.#looking ??= setInterval(() => this.#look(), LOOKS_FOR_FOCUS);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    this.#willPaste = event.ctrlKey || event.metaKey || event.shiftKey;
  }

  /** @param {Event} event where the mouse goes down, or opens a menu */
  onMouse(event) {
    this.#willPaste = event.type === "contextmenu";
  }

  /** The focus is on its way, perhaps into a frame: a script has moved it, or the browser will. */
  onBlur() {
    if (this.#looking !== undefined) {
      queueMicrotask(() => this.#look());
      setTimeout(() => this.#look());
    }
  }

  #look() {
    const focused = document.hasFocus() || this.#willPaste ? document.activeElement : null;
    const there = focused && this.#second.has(focused) ? focused : null;
    if (there && this.#isAsked()) {
      leave(/** @type {HTMLElement} */ (focusedElement())); // the keys belong to the question
    } else if (!this.#asking && extensionLives()) {
      const asked = there === this.#asked;
      this.#asked = there;
      void (there && !asked && this.#ask(/** @type {HTMLElement} */ (focusedElement())));
    }
  }

  /** @param {HTMLElement} frame */
  #ask(frame) {
    let within = frame;
    setTimeout(() => (within = focusedWithin(frame))); // the focus arrives there last
    this.#asking = true;
    if (this.#willPaste) {
      leave(frame); // there is no time to ask first
    }
    this.#hold({
      restore() {},
      give: () => {
        if (focusedElement() !== frame || !editableOf(focusedWithin(frame))) {
          within.focus({ preventScroll: true });
        }
        this.#asked = document.activeElement;
        this.#asking = false;
      },
      keep: () => {
        leave(frame);
        this.#asking = false;
      },
    });
  }
}

/**
 * Whether no script can have been in this window before: it shows no page of its own yet, and only
 * such a window is told to extensions before it is to whoever made it. Firefox counts what came from
 * `javascript:` as no page, and lets us in later.
 */
function wasFirst() {
  const { navigation } = /** @type {{navigation?: {currentEntry: unknown}}} */ (
    /** @type {unknown} */ (window)
  );
  const isFirefox = navigator.userAgent.includes("Firefox/");
  return navigation?.currentEntry === null && !(isFirefox && document.readyState === "loading");
}

/** @param {HTMLElement} frame */
function leave(frame) {
  frame.blur();
  window.focus();
}

/**
 * What has the focus in a frame, however deep; the frame itself where that cannot be told.
 *
 * @param {HTMLElement} frame
 * @returns {HTMLElement}
 */
function focusedWithin(frame) {
  const inner = /** @type {HTMLIFrameElement} */ (frame).contentDocument?.activeElement;
  const focused = /** @type {HTMLElement | null | undefined} */ (withinShadow(inner));
  return focused ? focusedWithin(focused) : frame;
}
