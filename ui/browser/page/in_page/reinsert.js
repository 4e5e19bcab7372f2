/**
 * Gives a page what was held, as if it had just been pasted or dropped.
 *
 * What was dropped goes as a drop of our own. Text that was pasted, or that came of no such drop,
 * goes as a paste of our own, which rich editors take with everything in it; where nobody took it,
 * as typed text, which keeps *undo* in plain fields. Focus and selection stand already.
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
      const { target, ...held } = /** @type {CustomEvent<Given>} */ (event).detail;
      void reinsert(target, held);
    },
    { capture: true },
  );

  /**
   * @param {EventTarget} target
   * @param {Held} held
   */
  async function reinsert(target, held) {
    if (held.point && held.files.length > 0) {
      dropFiles(target, held);
      return;
    }
    const selectAll = held.point ? caretAt(held.point) : () => {};
    if (held.point && (await takesDrop(target, held))) {
      return;
    }
    const words = held.plain || held.html;
    if (target.dispatchEvent(pasteOf(held)) && words && target.dispatchEvent(inputOf(held, target))) {
      const markup = takesMarkup(target) ? markupOf(held) : "";
      const [command, content] = markup ? ["insertHTML", markup] : ["insertText", held.plain];
      document.execCommand(command, false, content);
      selectAll();
    }
  }

  /**
   * Whether the page made something of a drop of text. Some say that they did, and make nothing of
   * what a script drops: then the drag goes away again, as no editor takes a paste in the midst of one.
   *
   * @param {EventTarget} target
   * @param {Held} held
   */
  async function takesDrop(target, held) {
    const element = target instanceof Element ? target : document.body;
    const field = element.closest("[contenteditable], textarea, input") ?? document.body;
    const before = lengthOf(field);
    const nobodyTookIt = target.dispatchEvent(dropOf(held));
    // Rich editors hear of a caret later, and of no more than ten a second.
    await new Promise((done) => setTimeout(done, 120));
    if (!nobodyTookIt && (lengthOf(field) > before || !field.isConnected)) {
      return true;
    }
    target.dispatchEvent(new DragEvent("dragleave", { bubbles: true, composed: true }));
    return false;
  }

  /** @param {Element} field */
  function lengthOf(field) {
    const text = "value" in field ? String(field.value) : field.textContent;
    return text?.length ?? 0;
  }

  /**
   * To whoever waits for a drop of files: a part of the page, or a field for files.
   *
   * @param {EventTarget} target
   * @param {Held} held
   */
  function dropFiles(target, held) {
    const event = dropOf(held);
    const nobodyTookIt = target.dispatchEvent(event);
    if (nobodyTookIt && target instanceof HTMLInputElement && target.type === "file") {
      target.files = event.dataTransfer?.files ?? null;
      target.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
      target.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  /**
   * Put the caret where something was dropped. What is returned selects from there to the caret, as
   * browsers leave a drop.
   *
   * @param {{x: number, y: number}} point
   */
  function caretAt({ x, y }) {
    const place = document.caretPositionFromPoint(x, y);
    const node = place?.offsetNode;
    if (!place || !node) {
      return () => {};
    }
    const { offset } = place;
    if (node instanceof HTMLTextAreaElement || node instanceof HTMLInputElement) {
      node.focus({ preventScroll: true });
      node.setSelectionRange(offset, offset);
      return () => node.setSelectionRange(offset, node.selectionEnd);
    }
    const nearest = node instanceof Element ? node : node.parentElement;
    const field = nearest?.closest("[contenteditable]");
    void (field instanceof HTMLElement && field.focus({ preventScroll: true }));
    const selection = getSelection();
    selection?.collapse(node, offset);
    return () => {
      if (selection?.focusNode) {
        selection.setBaseAndExtent(node, offset, selection.focusNode, selection.focusOffset);
      }
    };
  }

  /** @param {Held} held */
  function dropOf(held) {
    const { x, y } = held.point ?? { x: 0, y: 0 };
    const dataTransfer = new DataTransfer();
    const about = { bubbles: true, cancelable: true, composed: true, dataTransfer };
    const event = new DragEvent("drop", { ...about, clientX: x, clientY: y });
    fill(event.dataTransfer ?? dataTransfer, held);
    return event;
  }

  /** @param {EventTarget} target */
  function takesMarkup(target) {
    const element = target instanceof Element ? target : document.activeElement;
    const field = element?.closest("[contenteditable]");
    return field instanceof HTMLElement && field.contentEditable !== "plaintext-only";
  }

  /**
   * The markup that the browser would paste: without scripts and handlers. Of text alone, lines as
   * Chromium writes them; Firefox types them the same way, so there it is nothing.
   *
   * @param {Held} held
   */
  function markupOf({ html, plain, point }) {
    const page = document.implementation.createHTMLDocument();
    if (html) {
      const safe = /** @type {{setHTML?: (html: string) => void}} */ (page.body).setHTML;
      safe?.call(page.body, html.replace(/^[^]*<!--StartFragment-->|<!--EndFragment-->[^]*$/g, ""));
      return page.body.getHTML();
    }
    if (navigator.userAgent.includes("Firefox/")) {
      return "";
    }
    for (const [number, line] of (point ? parted(plain) : plain).split(/\r\n?|\n/).entries()) {
      page.body.append(number === 0 ? lineOf(line) : wrapped("div", lineOf(line)));
    }
    return page.body.getHTML();
  }

  /**
   * Chromium parts a dropped text from the words beside it.
   *
   * @param {string} text
   */
  function parted(text) {
    const { anchorNode: node, anchorOffset: at = 0 } = getSelection() ?? {};
    const beside = node instanceof Text ? node.data : "";
    const word = /[\p{L}\p{N}]/u;
    const before = word.test(beside.charAt(at - 1)) ? " " : "";
    return before + text + (word.test(beside.charAt(at)) ? " " : "");
  }

  /** @param {string} line */
  function lineOf(line) {
    const made = new DocumentFragment();
    for (const part of line.split(/(\t+)/).filter(Boolean)) {
      made.append(part.startsWith("\t") ? wrapped("span", part, "white-space:pre") : part);
    }
    return line ? made : document.createElement("br");
  }

  /**
   * @param {"div" | "span"} tag
   * @param {Node | string} content
   * @param {string} style
   */
  function wrapped(tag, content, style = "") {
    const made = document.createElement(tag);
    if (style) {
      made.setAttribute("style", style);
    }
    made.append(content);
    return made;
  }

  /**
   * What a browser says after its own paste, before the page changes: editors that leave the paste
   * to it take the words here. `execCommand` does not say it.
   *
   * @param {Held} held
   * @param {EventTarget} target
   */
  function inputOf(held, target) {
    const about = { bubbles: true, cancelable: true, composed: true, inputType: "insertFromPaste" };
    if (!takesMarkup(target)) {
      return new InputEvent("beforeinput", { ...about, data: held.plain });
    }
    const dataTransfer = new DataTransfer();
    const event = new InputEvent("beforeinput", { ...about, dataTransfer });
    fill(event.dataTransfer ?? dataTransfer, held);
    return event;
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
