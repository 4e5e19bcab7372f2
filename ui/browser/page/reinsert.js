/**
 * Give a page what was held, as if it had just been pasted.
 *
 * First as a paste of our own, which rich editors take with everything in it; where nobody took
 * it, as typed text, which keeps *undo* in plain fields. Focus and selection stand already.
 *
 * @param {Element | null} target
 * @param {Held} held
 */
function reinsert(target, held) {
  const event = pasteOf(held);
  const nobodyTookIt = (target ?? document).dispatchEvent(event);
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
