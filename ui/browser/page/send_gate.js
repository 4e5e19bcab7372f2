/**
 * The last gate for typed text. A text is judged at the moment it is sent, by the first of these
 * that hears of it: the *Return* in its field, the form's *submit*, the page's own request
 * (page/in_page/sends.js), or the request in the browser (background/send_gate.js).
 */
class SendGate {
  #draft = new Draft((text) => void tellCompanion({ ask: "draft", text }));
  #hold;
  /** What the person has kept back: a page that tries again by itself is not asked about again. */
  #refused = "";

  /** @param {(typed: Typed) => void} hold judges a text and asks where that is needed */
  constructor(hold) {
    this.#hold = hold;
    addEventListener("plimsoll-sends", (event) => this.#onRequest(event), { capture: true });
    chrome.runtime.onMessage.addListener((message, _sender, respond) => {
      if (message.ask === "send") {
        this.#holdText(message.text, () => respond({ go: true }), () => respond({ go: false }));
        return true;
      }
      return undefined;
    });
  }

  /** @param {Event} event */
  onInput(event) {
    if (event.isTrusted) {
      this.#refused = "";
      this.#draft.typed(event);
    }
  }

  /**
   * A click may send: the page may empty its field before anything leaves.
   *
   * @param {Event} event
   */
  onPress(event) {
    if (event.isTrusted) {
      this.#refused = "";
      this.#draft.look();
    }
  }

  /**
   * Whether the key is held: it would send what nobody has judged. With *Shift* it starts a line.
   *
   * @param {KeyboardEvent} event
   */
  onReturn(event) {
    const starts = event.type === "keydown" && event.key === "Enter" && !event.shiftKey;
    const target = event.composedPath()[0] ?? document;
    const field = editableOf(target);
    if (!starts || event.isComposing || !field || field !== this.#draft.field) {
      return false;
    }
    const text = this.#draft.look();
    if (text) {
      this.#holdText(text, () => pressAgain(event, target), () => {});
    }
    return text !== "";
  }

  /** @param {SubmitEvent} event */
  onSubmit(event) {
    const form = event.target;
    const text = this.#draft.look();
    const carried = form instanceof HTMLFormElement && carries(formText(form), text);
    if (text && carried) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#holdText(text, () => form.requestSubmit(event.submitter), () => {});
    }
  }

  /** @param {Event} event from the page's world: the page itself may have made it up */
  #onRequest(event) {
    const { id, body } = JSON.parse(/** @type {CustomEvent<string>} */ (event).detail);
    const answer = (/** @type {boolean | null} */ go) => {
      const detail = JSON.stringify({ id, go });
      dispatchEvent(new CustomEvent("plimsoll-goes", { detail }));
    };
    const text = this.#draft.look();
    if (!text || !extensionLives()) {
      answer(true);
    } else if (text === this.#refused && (body === null || carries(body, text))) {
      answer(body === null ? null : false);
    } else if (body === null) {
      answer(null); // there is something to look for: let me see the body
    } else if (carries(body, text)) {
      this.#holdText(text, () => answer(true), () => answer(false));
    } else {
      answer(true);
    }
  }

  /**
   * @param {string} text
   * @param {() => void} onward
   * @param {() => void} stop
   */
  #holdText(text, onward, stop) {
    const refuse = () => {
      this.#refused = text;
      stop();
    };
    this.#hold(new Typed(this.#draft, text, onward, refuse));
  }
}

/** @param {HTMLFormElement} form */
function formText(form) {
  return [...new FormData(form).values()].filter((value) => typeof value === "string").join("\n");
}
