/**
 * What the matrix asks of every editor: where to click, and what stands in it, as its own model
 * tells it. Names that an editor draws by chance are left out of that. `keys` counts letters.
 *
 * @param {() => unknown} state
 * @param {string} field a selector
 */
export function shown(state, field) {
  window.editor = { state: () => JSON.stringify(state()), field, keys: 0 };
  addEventListener("keyup", ({ key }) => (window.editor.keys += key.length === 1), true);
  document.documentElement.dataset.ready = "yes";
}

/** The place where an editor goes. */
export const place = document.getElementById("place");
