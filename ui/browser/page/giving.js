/**
 * Hand something to page/in_page/reinsert.js, in whichever world it lives.
 *
 * @param {EventTarget | null} target
 * @param {Held} held
 */
function giveToPage(target, held) {
  const given = { ...held, target: target ?? document };
  const toPageWorld = /** @type {{cloneInto?: (thing: Given, ...how: object[]) => Given}} */ (
    globalThis
  ).cloneInto;
  const detail = toPageWorld?.(given, window, { wrapReflectors: true }) ?? given;
  dispatchEvent(new CustomEvent("plimsoll-reinsert", { detail }));
}

/**
 * Replace everything in a field by a text, so that *undo* brings the old one back.
 *
 * @param {Element} field
 * @param {string} plain
 */
async function replaceText(field, plain) {
  /** @type {HTMLElement} */ (field).focus({ preventScroll: true });
  if (isTextField(field)) {
    field.select();
  } else {
    getSelection()?.selectAllChildren(field);
  }
  await new Promise((done) => setTimeout(done)); // rich editors hear of a selection later
  giveToPage(field, { plain, html: "", files: [] });
}
