/** @type {Answer} */
const NOT_OURS = { ok: true, verdict: { action: "allow", level: "public", findings: [] } };

/**
 * What answers come from.
 *
 * @typedef {{
 *   companion: import("./companion.js").Companion,
 *   canary: import("./canary.js").Canary,
 *   company: import("./company.js").Company,
 *   hosts: import("./guarded_hosts.js").GuardedHosts,
 *   tenants: import("./tenants.js").Tenants,
 *   gate: import("./send_gate.js").SendGate,
 * }} Centre
 */

/**
 * Answer what a page's guard asks over an open line (page/line.js), for as long as it is open.
 *
 * @param {Centre} centre
 * @param {chrome.runtime.Port} port
 */
export function answerLine(centre, port) {
  const { sender = {} } = port;
  port.onMessage.addListener(async ({ id, message }) => {
    const answer = await answerPage(centre, message, sender);
    try {
      port.postMessage({ id, answer });
    } catch {
      // the page went away, and with it whoever waited
    }
  });
}

/**
 * What a page's guard may ask of the background script.
 *
 * The destination is taken from the browser, not from the page's word.
 *
 * @param {Centre} centre
 * @param {Message} message
 * @param {chrome.runtime.MessageSender} sender
 * @returns {Promise<Answer>}
 */
export async function answerPage({ companion, canary, company, hosts, tenants, gate }, message, sender) {
  switch (message.ask) {
    case "judge":
      if (canary.isSender(sender)) {
        return companion.ask({ ask: "try", content: message.content, files: message.files });
      }
      if (hosts.hostOf(placeOf(sender)) === null) {
        return NOT_OURS; // the page has left the guarded part of its site: nobody is asked
      }
      return withHelp(company, await companion.ask({
        ask: "judge",
        content: message.content,
        files: message.files,
        destination: { ...hosts.destinationOf(placeOf(sender)), ...tenants.partsOf(placeOf(sender)) },
        channel: "browser",
        moment: message.moment,
      }));
    case "answer":
      return companion.ask({
        ask: "answer",
        flow: message.flow,
        choice: message.choice,
        reason: message.reason,
      });
    case "originals":
      return companion.ask({ ask: "originals", flow: message.flow });
    case "open":
      return openTool(message.url, sender.tab);
    case "draft":
      gate.typed(sender, message.text);
      return { ok: true };
    case "passed":
      gate.passed(sender, message.text);
      return { ok: true };
    default:
      return { ok: false, error: "unreadable" };
  }
}

/**
 * Without a verdict the page still says where to go and whom to ask.
 *
 * @param {import("./company.js").Company} company
 * @param {Answer} answer
 * @returns {Answer}
 */
function withHelp(company, answer) {
  return answer.ok ? answer : { ...answer, help: company.help() };
}

/**
 * The frame's own address; a frame without one, such as about:blank, has that of its origin, and a
 * frame in a sandbox that of its tab.
 *
 * @param {chrome.runtime.MessageSender} sender
 */
function placeOf({ url = "", origin = "", tab }) {
  const places = [url, origin, tab?.url ?? ""];
  return places.find((place) => /^https?:/.test(place)) ?? "";
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
