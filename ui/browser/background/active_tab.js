/**
 * Tells the agent which AI site has the focus, so that it can speak before a paste.
 *
 * Only the host of a guarded site is told, or one that is named like an AI tool (so that the person
 * can be asked whether IT shall look at it); for every other page and window it is null.
 */
export class ActiveTab {
  #companion;
  #hosts;
  /** @type {RegExp | null} */
  #likely = null;
  /** @type {string | null | undefined} */
  #told = undefined;
  /** Notices go one after another: the last one told is the one that is true. */
  #turn = Promise.resolve();

  /**
   * @param {import("./companion.js").Companion} companion
   * @param {import("./guarded_hosts.js").GuardedHosts} hosts
   */
  constructor(companion, hosts) {
    this.#companion = companion;
    this.#hosts = hosts;
  }

  /** @param {unknown} pattern what the agent would like to hear of; nothing where it is no pattern */
  listenFor(pattern) {
    try {
      this.#likely = typeof pattern === "string" && pattern ? new RegExp(pattern) : null;
    } catch {
      this.#likely = null;
    }
  }

  watch() {
    const look = () => this.look();
    chrome.tabs.onActivated.addListener(look);
    chrome.windows.onFocusChanged.addListener(look);
    chrome.tabs.onUpdated.addListener((_id, change) => {
      if (change.url !== undefined || change.status === "loading") {
        this.look();
      }
    });
  }

  /** Tell what is in front now, if it was not the last thing told. */
  look() {
    this.#turn = this.#turn.then(() => this.#tellChange());
    return this.#turn;
  }

  /** Tell it again where a site is in front: a new agent does not know what the last one did. */
  lookAgain() {
    if (this.#told !== null) {
      this.#told = undefined; // but never repeat "nothing": another program may be in front by now
    }
    return this.look();
  }

  async #tellChange() {
    const host = await this.#hostInFront();
    if (host === this.#told) {
      return;
    }
    const answer = await this.#companion.ask({ ask: "tab", host, browser: browserName() });
    this.#told = answer.ok ? host : undefined;
  }

  async #hostInFront() {
    try {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      const window = tab && (await chrome.windows.get(tab.windowId));
      return window?.focused ? this.#hosts.hostOf(tab?.url) ?? this.#likelyHost(tab) : null;
    } catch {
      return null; // the window closed while we looked
    }
  }

  /**
   * A private window's unknown sites are nobody's business.
   *
   * @param {chrome.tabs.Tab | undefined} tab
   */
  #likelyHost(tab) {
    if (this.#likely === null || !tab?.url || tab.incognito || !URL.canParse(tab.url)) {
      return null;
    }
    const { hostname, protocol } = new URL(tab.url);
    return protocol === "https:" && this.#likely.test(hostname) ? hostname : null;
  }
}

function browserName() {
  const agent = navigator.userAgent;
  if (agent.includes("Firefox/")) {
    return "firefox";
  }
  if (agent.includes("Edg/")) {
    return "edge";
  }
  const data = /** @type {{userAgentData?: {brands: {brand: string}[]}}} */ (navigator).userAgentData;
  const isChrome = data?.brands.some(({ brand }) => brand === "Google Chrome");
  return isChrome ? "chrome" : "chromium";
}
