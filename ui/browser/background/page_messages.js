/**
 * What a page's guard may ask of the background script.
 *
 * The destination is taken from the browser, not from the page's word.
 *
 * @param {import("./companion.js").Companion} companion
 * @param {Message} message
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Promise<Answer>}
 */
export async function answerPage(companion, message, sender) {
  switch (message.ask) {
    case "judge":
      return companion.ask({
        ask: "judge",
        content: message.content,
        destination: { host: hostOf(sender) },
        channel: "browser",
        moment: message.moment,
      });
    case "answer":
      return companion.ask({
        ask: "answer",
        flow: message.flow,
        choice: message.choice,
        reason: message.reason,
      });
    case "open":
      return openTool(message.url, sender.tab);
    default:
      return { ok: false, error: "unreadable" };
  }
}

/** @param {chrome.runtime.MessageSender} sender */
function hostOf(sender) {
  const place = sender.origin && sender.origin !== "null" ? sender.origin : sender.url;
  return place && URL.canParse(place) ? new URL(place).hostname : "";
}

/**
 * @param {string} url
 * @param {chrome.tabs.Tab | undefined} from
 * @returns {Promise<Answer>}
 */
async function openTool(url, from) {
  if (!/^https?:\/\//.test(url)) {
    return { ok: false, error: "unreadable" };
  }
  const place = from ? { windowId: from.windowId, index: from.index + 1 } : {};
  await chrome.tabs.create({ url, ...place });
  return { ok: true };
}
