/**
 * The extension's centre: it knows where to stand guard and carries questions to the agent.
 *
 * It judges nothing and keeps nothing. Each listener is registered at once, as a service worker
 * that was asleep must have them when it is woken.
 */

import { ActiveTab } from "./background/active_tab.js";
import { Canary } from "./background/canary.js";
import { Company } from "./background/company.js";
import { Companion } from "./background/companion.js";
import { answerLine, answerPage } from "./background/page_messages.js";
import { GuardedHosts } from "./background/guarded_hosts.js";
import { SendGate } from "./background/send_gate.js";
import { Tenants } from "./background/tenants.js";

const HELLO_AGAIN = "hello-again";
/** Half a minute is the shortest that browsers allow. */
const MINUTES_BETWEEN_HELLOS = 0.5;

const companion = new Companion();
const company = new Company();
const canary = new Canary();
const hosts = new GuardedHosts();
const tenants = new Tenants();
const gate = new SendGate();
const activeTab = new ActiveTab(companion, hosts);
const centre = { companion, company, canary, hosts, tenants, gate };

/**
 * Ask the agent which sites it guards. Where it is absent, the sites of last time stay guarded.
 *
 * @param {boolean} updated the browser is a new one: what it did before it may do no longer
 */
async function hello(updated = false) {
  const version = chrome.runtime.getManifest().version;
  const holds = await SendGate.holds();
  const tried = await canary.result();
  const { trying } = canary;
  const told = { client: "host", version, holds, tried, trying };
  const answer = await companion.ask({ ask: "hello", ...told });
  if (answer.ok && Array.isArray(answer["hosts"])) {
    tenants.use(/** @type {TenantTest[]} */ (answer["tenants"] ?? []));
    activeTab.listenFor(answer["likely"]);
    await hosts.guard(answer["hosts"].map(String));
    gate.guard(hosts.patterns, holds);
    await activeTab.lookAgain();
    await canary.runIfNeeded(updated || answer["try"] === true);
  }
}

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (message.ask === "tried" && canary.isSender(sender)) {
    canary.ended(message.ways, sender.tab).then(() => hello());
    return false;
  }
  answerPage(centre, message, sender).then(respond);
  return true;
});
chrome.runtime.onConnect.addListener((port) => answerLine(centre, port));
chrome.alarms.onAlarm.addListener(() => hello());
chrome.runtime.onInstalled.addListener(({ reason }) => hello(/^(chrome|browser)_update$/.test(reason)));
chrome.runtime.onStartup.addListener(() => hello());
activeTab.watch();
hosts.watch();
company.listen();

chrome.alarms.create(HELLO_AGAIN, { periodInMinutes: MINUTES_BETWEEN_HELLOS });
hello();
