/**
 * The few words that the extension must know itself. All others come from the agent, finished.
 *
 * @param {string} name a message of _locales
 */
function words(name) {
  return chrome.i18n.getMessage(name);
}
