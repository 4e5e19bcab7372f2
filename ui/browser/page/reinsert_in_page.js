/**
 * Firefox only, in the page's own world: data that an extension's world sets is empty for the page,
 * so the guard sends it here and it is pasted from here.
 */
document.addEventListener("plimsoll-reinsert", (event) => {
  const held = /** @type {CustomEvent<Held>} */ (event).detail;
  reinsert(/** @type {Element} */ (event.composedPath()[0]), held);
});
