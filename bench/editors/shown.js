/**
 * What the matrix asks of every editor: where to click, and what stands in it, as its own model
 * tells it. Keys that an editor draws by chance are left out of that.
 *
 * @param {() => unknown} state
 * @param {string} field a selector
 */
export function shown(state, field) {
  window.editor = { state: () => JSON.stringify(state()), field };
  document.documentElement.dataset.ready = "yes";
}

/** The place where an editor goes. */
export const place = document.getElementById("place");
