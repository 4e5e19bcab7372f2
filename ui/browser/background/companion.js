import { messagesOf, Parts } from "./parts.js";

/** The name under which browsers find plimsoll-host. */
const HOST = "plimsoll.host";

/** The agent, as the extension sees it: questions through plimsoll-host, one process per browser. */
export class Companion {
  /** @type {chrome.runtime.Port | null} */
  #port = null;
  /** @type {Map<number, (answer: Answer) => void>} */
  #waiting = new Map();
  #lastId = 0;

  /**
   * The answer to one question. It never fails: without an agent the answer says `agent-gone`.
   *
   * @param {{ask: string, [field: string]: unknown}} question
   * @returns {Promise<Answer>}
   */
  ask(question) {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      try {
        const port = this.#open();
        for (const message of messagesOf({ ...question, id })) {
          port.postMessage(message);
        }
      } catch {
        // The browser refuses a message that it finds too large.
        this.#settle(id, { ok: false, error: "too-large" });
      }
    });
  }

  #open() {
    if (this.#port === null) {
      const port = chrome.runtime.connectNative(HOST);
      const parts = new Parts();
      port.onMessage.addListener((message) => {
        const answer = parts.add(message);
        if (answer) {
          this.#settle(answer.id, answer);
        }
      });
      port.onDisconnect.addListener(() => this.#closed());
      this.#port = port;
    }
    return this.#port;
  }

  #closed() {
    // Reading it tells the browser that we know: a host that is not installed is no fault of ours.
    void chrome.runtime.lastError;
    this.#port = null;
    for (const id of [...this.#waiting.keys()]) {
      this.#settle(id, { ok: false, error: "agent-gone" });
    }
  }

  /**
   * @param {number} id
   * @param {Answer} answer
   */
  #settle(id, answer) {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }
}
