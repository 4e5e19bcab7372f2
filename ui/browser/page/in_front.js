/** Milliseconds between two looks. */
const LOOKS_EVERY = 150;
/** A page that covers the dialog more often than this does not mean well. */
const MOST_COVERED = 20;

/**
 * Keeps the dialog in front for as long as its question stands. What a page shows in the top layer
 * later stands above ours: then ours is shown anew. Where that does not help, or the dialog cannot
 * be seen at all, the question ends unanswered and the page receives nothing.
 */
class InFront {
  #host;
  #dialog;
  #giveUp;
  #covered = 0;
  #looking;
  /** What stands in the top layer below ours. */
  #below = topLayer();
  /** Something was shown since the last look, and may be hidden from it. */
  #shown = false;
  #onToggle = () => void (this.#shown = true);

  /**
   * @param {HTMLElement} host
   * @param {HTMLDialogElement} dialog
   * @param {() => void} giveUp
   */
  constructor(host, dialog, giveUp) {
    this.#host = host;
    this.#dialog = dialog;
    this.#giveUp = giveUp;
    this.#unzoom();
    this.#looking = setInterval(() => this.#look(), LOOKS_EVERY);
    document.addEventListener("toggle", this.#onToggle, { capture: true });
  }

  end() {
    clearInterval(this.#looking);
    document.removeEventListener("toggle", this.#onToggle, { capture: true });
  }

  #look() {
    endTransition();
    this.#unzoom();
    if (!this.#dialog.checkVisibility() || this.#covered > MOST_COVERED) {
      this.#giveUp();
    } else if (this.#isCovered()) {
      this.#covered += 1;
      const focused = /** @type {HTMLElement | null} */ (
        /** @type {ShadowRoot} */ (this.#dialog.getRootNode()).activeElement
      );
      this.#dialog.close();
      this.#dialog.showModal();
      focused?.focus();
      this.#below = topLayer();
      this.#shown = false;
    }
  }

  /** A page that makes everything small does not make the question so. */
  #unzoom() {
    const zoom = document.documentElement.currentCSSZoom ?? 1;
    this.#dialog.style.zoom = zoom === 1 ? "" : String(1 / zoom);
  }

  #isCovered() {
    const { left, right, top, bottom } = this.#dialog.getBoundingClientRect();
    const points = [left + 9, (left + right) / 2, right - 9].flatMap((x) =>
      [top + 9, (top + bottom) / 2, bottom - 9].map((y) => /** @type {const} */ ([x, y])),
    );
    const seen = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    const later = [...topLayer()].some((element) => !this.#below.has(element));
    return (
      later || this.#shown || seen.some(([x, y]) => document.elementFromPoint(x, y) !== this.#host)
    );
  }
}

/** A transition between two views of the page stands above everything, the top layer too. */
function endTransition() {
  /** @type {{activeViewTransition?: ViewTransition | null}} */ (document).activeViewTransition?.skipTransition();
}

/** What the page shows in the top layer now; it may let the mouse through. */
function topLayer() {
  return new Set(document.querySelectorAll(":modal, :popover-open, :fullscreen"));
}
