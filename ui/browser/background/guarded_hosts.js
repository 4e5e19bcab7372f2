import { Sites } from "./sites.js";

/** What stands guard in a page, in the order in which it is loaded. */
export const GUARD = [
  "page/element.js",
  "page/words.js",
  "page/held.js",
  "page/files.js",
  "page/giving.js",
  "page/place.js",
  "page/picked.js",
  "page/style.js",
  "page/note.js",
  "page/ways_out.js",
  "page/reasons.js",
  "page/result.js",
  "page/in_front.js",
  "page/warning.js",
  "page/unchecked.js",
  "page/line.js",
  "page/companion.js",
  "page/originals.js",
  "page/restored.js",
  "page/carried.js",
  "page/draft.js",
  "page/typed.js",
  "page/send_gate.js",
  "page/quiet_ways.js",
  "page/early_frames.js",
  "page/guard.js",
];
/** In Firefox a page cannot read what an extension's own world pastes. */
export const REINSERT = "page/in_page/reinsert.js";
/** What stands in the page's own world. */
const IN_PAGE = ["page/in_page/anew.js", "page/in_page/sends.js", "page/in_page/ways_in.js"];

/** The sites where the guard stands, as match patterns such as `*://*.chatgpt.com/*`. */
export class GuardedHosts {
  /** @type {string[]} */
  #patterns = [];
  #sites = new Sites([]);

  get patterns() {
    return this.#patterns;
  }

  /** A page may come to the guarded part of its site without being loaded anew. */
  watch() {
    chrome.tabs.onUpdated.addListener((id, { url }) => {
      if (url && this.destinationOf(url).path) {
        guardTab(id).catch(() => {}); // the tab went on, or shows a page that nobody may touch
      }
    });
  }

  /**
   * Stand guard at these sites and at no others, also in tabs that are open already.
   *
   * @param {string[]} patterns
   */
  async guard(patterns) {
    if (sameWords(patterns, this.#patterns)) {
      return;
    }
    await chrome.scripting.unregisterContentScripts();
    this.#patterns = patterns;
    this.#sites = new Sites(patterns);
    if (patterns.length > 0) {
      await chrome.scripting.registerContentScripts(scriptsFor(patterns));
      await guardOpenTabs(patterns);
    }
  }

  /**
   * The host of `url` where it is guarded, else null.
   *
   * @param {string | undefined} url
   */
  hostOf(url) {
    return url && this.#sites.pathsOf(url).length > 0 ? new URL(url).hostname : null;
  }

  /**
   * Where a page's text would go. A path is named only where a part of a site is guarded, and then
   * it is the guarded part's, such as `/chat`, not the page's own.
   *
   * @param {string} url
   * @returns {{host: string, path?: string}}
   */
  destinationOf(url) {
    if (!URL.canParse(url)) {
      return { host: "" };
    }
    const { hostname: host } = new URL(url);
    const [path, ...more] = this.#sites.pathsOf(url);
    return path && ![path, ...more].includes("/") ? { host, path } : { host };
  }
}

/**
 * @param {string[]} patterns
 * @returns {chrome.scripting.RegisteredContentScript[]}
 */
function scriptsFor(patterns) {
  // Frames without an address of their own belong to a site only where all of that site is guarded.
  const sites = { matches: patterns.filter(isWholeSite), matchOriginAsFallback: true };
  const parts = { matches: patterns.filter((pattern) => !isWholeSite(pattern)) };
  /** @type {chrome.scripting.RegisteredContentScript[]} */
  const scripts = [];
  for (const [name, where] of Object.entries({ sites, parts })) {
    if (where.matches.length > 0) {
      scripts.push(...guardAt(name, where));
    }
  }
  return scripts;
}

/**
 * @param {string} name
 * @param {{matches: string[], matchOriginAsFallback?: boolean}} where
 * @returns {chrome.scripting.RegisteredContentScript[]}
 */
function guardAt(name, where) {
  const when = { ...where, allFrames: true, runAt: /** @type {const} */ ("document_start") };
  const { guard, inPage } = files();
  return [
    { ...when, id: `guard-${name}`, js: guard },
    { ...when, id: `in-page-${name}`, js: inPage, world: "MAIN" },
  ];
}

/** @param {string} pattern */
function isWholeSite(pattern) {
  return /^[^/]+:\/\/[^/]+\/\*$/.test(pattern);
}

/** @param {string[]} patterns */
async function guardOpenTabs(patterns) {
  const tabs = await chrome.tabs.query({ url: patterns });
  await Promise.allSettled(tabs.map((tab) => guardTab(tab.id)));
}

/** @param {number | undefined} tabId */
async function guardTab(tabId) {
  if (tabId === undefined) {
    return;
  }
  const target = { tabId, allFrames: true };
  const [stands] = await chrome.scripting.executeScript({ target, func: guardStands });
  if (stands?.result) {
    return;
  }
  const { guard, inPage } = files();
  await chrome.scripting.executeScript({ target, files: guard });
  await chrome.scripting.executeScript({ target, files: inPage, world: "MAIN" });
}

/** The scripts of both worlds. */
function files() {
  return isFirefox()
    ? { guard: GUARD, inPage: [REINSERT, ...IN_PAGE] }
    : { guard: [REINSERT, ...GUARD], inPage: IN_PAGE };
}

/** Runs in the page. */
function guardStands() {
  return "plimsollGuard" in globalThis;
}

function isFirefox() {
  return navigator.userAgent.includes("Firefox/");
}

/**
 * @param {string[]} some
 * @param {string[]} others
 */
function sameWords(some, others) {
  return some.length === others.length && some.every((word, place) => word === others[place]);
}
