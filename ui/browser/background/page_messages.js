/**
 * What a page's guard may ask of the background script.
 *
 * The destination is taken from the browser, not from the page's word.
 *
 * @param {import("./companion.js").Companion} companion
 * @param {import("./guarded_hosts.js").GuardedHosts} hosts
 * @param {import("./tenants.js").Tenants} tenants
 * @param {Message} message
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Promise<Answer>}
 */
export async function answerPage(companion, hosts, tenants, message, sender) {
  switch (message.ask) {
    case "judge":
      return companion.ask({
        ask: "judge",
        content: message.content,
        files: message.files,
        destination: { ...hosts.destinationOf(placeOf(sender)), ...tenants.partsOf(placeOf(sender)) },
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
    case "draft":
    case "passed":
      return { ok: true };
    default:
      return { ok: false, error: "unreadable" };
  }
}

/**
 * The frame's own address; a frame without one, such as about:blank, has that of its origin.
 *
 * @param {chrome.runtime.MessageSender} sender
 */
function placeOf(sender) {
  const { url = "", origin = "" } = sender;
  return /^https?:/.test(url) ? url : origin;
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
