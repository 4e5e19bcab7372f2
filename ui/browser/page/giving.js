/**
 * @param {Element | null} target
 * @param {Held} held
 */
function giveToPage(target, held) {
  const toPageWorld = /** @type {{cloneInto?: (thing: Held, world: Window) => Held}} */ (globalThis)
    .cloneInto;
  if (toPageWorld) {
    const detail = toPageWorld(held, window);
    const about = { bubbles: true, composed: true, detail };
    (target ?? document).dispatchEvent(new CustomEvent("plimsoll-reinsert", about));
  } else {
    reinsert(target, held);
  }
}

