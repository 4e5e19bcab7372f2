/** The few words that the extension must know itself. All others come from the agent, finished. */
const NAMES = [
  "uncheckedTitle", "uncheckedGone", "uncheckedTooLarge", "uncheckedSafe", "uncheckedPromise",
  "uncheckedFiles", "checking", "close", "placeholdersHere", "showOriginals", "withOriginals",
  "onlyHere", "originalsGone", "continueLabel", "continueDetail", "continueQuestion", "continueWithout",
  "reason_public_already", "reason_owner_agreed", "reason_test_data", "reason_wrong_finding",
  "reason_other", "cancel", "back", "before", "after", "openIn", "ask", "whatIsSent",
  "whatIsSentAnswer",
];

/** Read at once: after an update of the extension, a question that still stands has them yet. */
const WORDS = new Map(NAMES.map((name) => [name, chrome.i18n.getMessage(name)]));

/** @param {string} name a message of _locales */
function words(name) {
  return WORDS.get(name) ?? "";
}
