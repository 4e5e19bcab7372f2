import "../page/carried.js";

/** Body of a request that is read, in bytes. A longer one is no typed message. */
const LARGEST_BODY = 4 * 1024 * 1024;
const SENDS = new Set(["POST", "PUT", "PATCH"]);
/**
 * What can carry a message, where the browser knows the kind. Pictures, scripts and styles are not
 * even held against the sites.
 */
const KINDS = ["main_frame", "sub_frame", "xmlhttprequest", "ping", "beacon", "other"];

/**
 * The net below the pages' own gates (page/send_gate.js): a request to a guarded site that carries
 * a typed text which nobody has judged does not leave.
 *
 * Firefox lets us hold it until the person has answered. Chromium wants an answer at once, and takes
 * one only from an extension that the company installed: there the request is stopped, the person is
 * asked, and presses *Send* again.
 */
export class SendGate {
  /** What was typed in each tab and not judged: tab → frame and text. @type {Map<number, TypedIn>} */
  #drafts = new Map();
  /** @type {((details: any) => any) | null} */
  #listener = null;
  #guarded = "";

  constructor() {
    chrome.tabs.onRemoved.addListener((tab) => this.#drafts.delete(tab));
  }

  /**
   * Whether requests can be held or stopped here at all.
   *
   * @returns {Promise<boolean>}
   */
  static async holds() {
    return isFirefox() || (await chrome.management.getSelf()).installType === "admin";
  }

  /**
   * Guard the requests to these sites and to no others.
   *
   * @param {readonly string[]} sites
   * @param {boolean} holds what `holds()` said
   */
  guard(sites, holds) {
    const patterns = holds ? [...sites] : [];
    if (patterns.join() === this.#guarded) {
      return;
    }
    this.#guarded = patterns.join();
    if (this.#listener) {
      chrome.webRequest.onBeforeRequest.removeListener(this.#listener);
      this.#listener = null;
    }
    if (patterns.length > 0) {
      this.#listener = (details) => this.#onRequest(details);
      const which = { urls: patterns, types: kinds() };
      chrome.webRequest.onBeforeRequest.addListener(this.#listener, which, ["blocking", "requestBody"]);
    }
  }

  /**
   * @param {chrome.runtime.MessageSender} sender
   * @param {string} text
   */
  typed(sender, text) {
    if (sender.tab?.id !== undefined) {
      this.#drafts.set(sender.tab.id, { frame: sender.frameId ?? 0, text });
    }
  }

  /**
   * @param {chrome.runtime.MessageSender} sender
   * @param {string} text exactly this one may leave
   */
  passed(sender, text) {
    const tab = sender.tab?.id ?? -1;
    if (this.#drafts.get(tab)?.text === text) {
      this.#drafts.delete(tab);
    }
  }

  /** @param {chrome.webRequest.OnBeforeRequestDetails} details */
  #onRequest(details) {
    const [tab, typed] = this.#carried(details) ?? [];
    if (tab === undefined || typed === undefined) {
      return {};
    }
    const asking = chrome.tabs
      .sendMessage(tab, { ask: "send", text: typed.text }, { frameId: typed.frame })
      .catch(() => ({ go: false }));
    return isFirefox() ? asking.then(({ go }) => ({ cancel: !go })) : { cancel: true };
  }

  /**
   * The tab whose unjudged text the request carries. A worker's request names no tab.
   *
   * @param {chrome.webRequest.OnBeforeRequestDetails} details
   */
  #carried({ method, tabId, requestBody }) {
    if (!SENDS.has(method) || this.#drafts.size === 0) {
      return undefined;
    }
    const body = bodyText(requestBody);
    const drafts = [...this.#drafts].filter(([tab]) => tabId < 0 || tab === tabId);
    return drafts.find(([, { text }]) => carries(body, text));
  }
}

/** A browser refuses a kind that it does not know. */
function kinds() {
  const known = Object.values(chrome.webRequest.ResourceType);
  return known.filter((kind) => KINDS.includes(kind));
}

/** @param {chrome.webRequest.OnBeforeRequestDetails["requestBody"]} body */
function bodyText(body) {
  const fields = Object.values(body?.formData ?? {}).flat().map(String);
  const parts = (body?.raw ?? []).flatMap(({ bytes }) => (bytes ? [bytes] : []));
  const length = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const raw = length > LARGEST_BODY ? [] : parts.map((bytes) => new TextDecoder().decode(bytes));
  return [...fields, raw.join("")].filter(Boolean).join("\n");
}

function isFirefox() {
  return navigator.userAgent.includes("Firefox/");
}
