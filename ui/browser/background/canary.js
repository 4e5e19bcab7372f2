/** A page of ours that tries every way in. */
const PAGE = "canary/canary.html";
/** Where the result is kept: the browser's version, and how each way went. Nothing else. */
const KEPT = "tried";

/**
 * Tries the guard in each version of the browser: an update can take away what it stands on.
 *
 * The page opens behind the one in front and closes itself.
 */
export class Canary {
  #running = false;

  /** Whether it tries now. */
  get trying() {
    return this.#running;
  }

  /** How it went in the last version tried. */
  async result() {
    const { [KEPT]: tried } = await chrome.storage.local.get(KEPT);
    return /** @type {Tried | null} */ (tried ?? null);
  }

  /**
   * Try where nothing was tried yet, where the version is another one, or where it is wanted.
   *
   * @param {boolean} wanted
   */
  async runIfNeeded(wanted) {
    const tried = await this.result();
    if (this.#running || (!wanted && tried?.version === version())) {
      return;
    }
    this.#running = true;
    try {
      await chrome.tabs.create({ url: chrome.runtime.getURL(PAGE), active: false });
    } catch {
      this.#running = false; // no window is open yet: the next hello tries again
    }
  }

  /**
   * Whether a message comes from the page.
   *
   * @param {chrome.runtime.MessageSender} sender
   */
  isSender(sender) {
    return sender.id === chrome.runtime.id && sender.url === chrome.runtime.getURL(PAGE);
  }

  /**
   * @param {Partial<Record<Way, boolean>>} ways
   * @param {chrome.tabs.Tab | undefined} tab
   */
  async ended(ways, tab) {
    await chrome.storage.local.set({ [KEPT]: { version: version(), ways } });
    this.#running = false;
    if (tab?.id !== undefined) {
      await chrome.tabs.remove(tab.id);
    }
  }
}

/** Such as "Chrome 156.0.0.0 · 0.1.0": the browser's version and ours. */
function version() {
  const [, name, number] = navigator.userAgent.match(/(Firefox|Edg|Chrome)\/([\d.]+)/) ?? [];
  return `${name ?? "?"} ${number ?? ""} · ${chrome.runtime.getManifest().version}`;
}
