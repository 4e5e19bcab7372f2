/**
 * Gives a page what was held, as if it had just been pasted.
 *
 * First as a paste of our own, which rich editors take with everything in it; where nobody took
 * it, as typed text, which keeps *undo* in plain fields. Focus and selection stand already.
 *
 * In Chromium this lives in the extension's world. In Firefox a page cannot read what that world
 * pastes, so there it lives in the page's: it leaves no name behind that a page could have too.
 */
(() => {
  "use strict";

  window.addEventListener(
    "plimsoll-reinsert",
    (event) => {
      event.stopImmediatePropagation();
      const about = /** @type {CustomEvent<Held>} */ (event);
      reinsert(about.composedPath()[0] ?? document, about.detail);
    },
    { capture: true },
  );

  /**
   * @param {EventTarget} target
   * @param {Held} held
   */
  function reinsert(target, held) {
    const nobodyTookIt = target.dispatchEvent(pasteOf(held));
    if (nobodyTookIt && held.plain) {
      document.execCommand("insertText", false, held.plain);
    }
  }

  /** @param {Held} held */
  function pasteOf(held) {
    const clipboardData = new DataTransfer();
    const about = { bubbles: true, cancelable: true, composed: true, clipboardData };
    const event = new ClipboardEvent("paste", about);
    // Firefox hands over an empty copy of what the constructor was given: fill the event's own.
    fill(event.clipboardData ?? clipboardData, held);
    return event;
  }

  /**
   * @param {DataTransfer} transfer
   * @param {Held} held
   */
  function fill(transfer, held) {
    if (held.plain) {
      transfer.setData("text/plain", held.plain);
    }
    if (held.html) {
      transfer.setData("text/html", held.html);
    }
    for (const file of held.files) {
      transfer.items.add(file);
    }
  }
})();
