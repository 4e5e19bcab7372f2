/**
 * An open line to the background script, for what a person waits for: to open one for each question,
 * as a single message does, takes Chromium some two milliseconds.
 *
 * The browser says where a line comes from as it is opened: where the page went on since then, by
 * itself or by a link within it, the next question opens another one.
 */
class Line {
  /** @type {chrome.runtime.Port | null} */
  #port = null;
  #from = "";
  /** @type {Map<number, (answer: Judged) => void>} */
  #waiting = new Map();
  #lastId = 0;

  /**
   * It never fails: where nobody is at the other end, `ok` is false.
   *
   * @param {Message} message
   * @returns {Promise<Judged>}
   */
  ask(message) {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      if (!this.#said({ id, message }) && !this.#said({ id, message })) {
        this.#closed();
      }
    });
  }

  /**
   * Whether it could be said. A line may have ended unnoticed while its page was put away: then the
   * next try opens another one.
   *
   * @param {{id: number, message: Message}} question
   */
  #said(question) {
    try {
      this.#open().postMessage(question);
      return true;
    } catch {
      this.#port = null;
      return false;
    }
  }

  #open() {
    if (this.#port && this.#from === location.href) {
      return this.#port;
    }
    const port = chrome.runtime.connect();
    port.onMessage.addListener(({ id, answer }) => this.#answered(port, id, answer));
    port.onDisconnect.addListener(() => this.#closed());
    if (this.#waiting.size === 1) {
      this.#port?.disconnect(); // nobody waits at the old one
    }
    this.#port = port;
    this.#from = location.href;
    return port;
  }

  /**
   * @param {chrome.runtime.Port} port
   * @param {number} id
   * @param {Judged} answer
   */
  #answered(port, id, answer) {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
    if (port !== this.#port) {
      port.disconnect();
    }
  }

  #closed() {
    this.#port = null;
    for (const settle of this.#waiting.values()) {
      settle({ ok: false, error: "agent-gone" });
    }
    this.#waiting.clear();
  }
}
