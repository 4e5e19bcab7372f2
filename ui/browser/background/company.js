/** Settings of `rules/settings.toml` that the extension is told. */
const TOLD = ["approved_tool_name", "approved_tool_url", "whom_to_ask"];

/**
 * What the company's policy tells the extension itself, for when the agent cannot say it.
 *
 * A policy comes late: seconds after the browser's start, and again whenever it changes.
 */
export class Company {
  /** @type {Record<string, string>} */
  #told = {};

  async listen() {
    chrome.storage.onChanged.addListener((_changes, area) => {
      if (area === "managed") {
        this.#read();
      }
    });
    await this.#read();
  }

  /** What a warning without a verdict can offer all the same, in finished words. */
  help() {
    const { approved_tool_name: name, approved_tool_url: url, whom_to_ask: whom } = this.#told;
    const label = chrome.i18n.getMessage("openIn", name ?? "");
    const approved = name && url ? { label, detail: "", url } : null;
    return { approved, whom_to_ask: whom ? chrome.i18n.getMessage("ask", whom) : null };
  }

  async #read() {
    try {
      const told = await chrome.storage.managed.get(TOLD);
      this.#told = Object.fromEntries(TOLD.map((key) => [key, String(told[key] ?? "")]));
    } catch {
      this.#told = {}; // Firefox: no policy tells us anything
    }
  }
}
