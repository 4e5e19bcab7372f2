/**
 * In the page's own world: what a page sends waits for the gate (page/send_gate.js) where it
 * carries a typed text that nobody has judged. Everything else leaves at once and unchanged.
 *
 * A page that works against us finds a way around this; below it stands background/send_gate.js.
 */
(() => {
  "use strict";

  const { dispatchEvent, addEventListener, CustomEvent, Promise, Proxy, Reflect, JSON, Map } = window;
  const { TextDecoder, URLSearchParams, FormData, Blob, Request, ArrayBuffer } = window;
  const Failure = TypeError;
  /** @type {Map<number, (go: boolean | null) => void>} */
  const waiting = new Map();
  let last = 0;

  addEventListener(
    "plimsoll-goes",
    (event) => {
      event.stopImmediatePropagation();
      const { id, go } = JSON.parse(/** @type {CustomEvent<string>} */ (event).detail);
      waiting.get(id)?.(go);
      waiting.delete(id);
    },
    { capture: true },
  );

  /**
   * Ask the gate. It answers at once unless a person has to be asked.
   *
   * @param {string | null} body null asks whether there is anything to look for
   * @returns {boolean | null | Promise<boolean | null>}
   */
  function ask(body) {
    const id = ++last;
    /** @type {boolean | null | undefined} */
    let answer;
    /** @type {(go: boolean | null) => void} */
    let settle = (go) => void (answer = go);
    waiting.set(id, (go) => settle(go));
    dispatchEvent(new CustomEvent("plimsoll-sends", { detail: JSON.stringify({ id, body }) }));
    if (answer !== undefined) {
      return answer;
    }
    if (body === null) {
      waiting.delete(id); // no gate stands here any more: nothing would ever let it go
      return true;
    }
    return new Promise((resolve) => (settle = resolve));
  }

  /**
   * Let `send` run when the body may go, and `refuse` when it may not.
   *
   * @template Result
   * @param {unknown[]} parts what may hold text: a body, an address
   * @param {() => Result} send
   * @param {() => Result | PromiseLike<Result>} refuse
   * @returns {Result | Promise<Result>}
   */
  function gated(parts, send, refuse) {
    if (ask(null) !== null) {
      return send();
    }
    const texts = parts.map(textOf);
    if (texts.every((text) => typeof text === "string")) {
      const answer = ask(texts.join("\n"));
      const then = (/** @type {boolean | null} */ go) => (go ? send() : refuse());
      // The types of a promise's result and of a result are the same to whoever called us.
      return /** @type {any} */ (answer instanceof Promise ? answer.then(then) : then(answer));
    }
    return Promise.all(texts)
      .then((read) => ask(read.join("\n")))
      .then((go) => (go ? send() : refuse()));
  }

  /**
   * @param {unknown} body
   * @returns {string | Promise<string>}
   */
  function textOf(body) {
    if (typeof body === "string" || body instanceof URLSearchParams || body instanceof URL) {
      return String(body);
    }
    if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) {
      return new TextDecoder().decode(body);
    }
    if (body instanceof FormData) {
      return Promise.all([...body.values()].map(textOf)).then((texts) => texts.join("\n"));
    }
    if (body instanceof Request) {
      return Promise.resolve(body.clone().text()).then((text) => `${body.url}\n${text}`);
    }
    return body instanceof Blob ? body.text() : "";
  }

  window.fetch = new Proxy(window.fetch, {
    apply(fetch, self, /** @type {[RequestInfo, RequestInit?]} */ given) {
      const [what, about] = given;
      const send = () => Reflect.apply(fetch, self, given);
      return gated([what, about?.body], send, () => Promise.reject(new Failure("Failed to fetch")));
    },
  });

  /** @type {WeakMap<XMLHttpRequest, unknown>} */
  const addresses = new WeakMap();
  XMLHttpRequest.prototype.open = new Proxy(XMLHttpRequest.prototype.open, {
    apply(open, self, given) {
      addresses.set(self, String(given[1]));
      return Reflect.apply(open, self, given);
    },
  });
  XMLHttpRequest.prototype.send = new Proxy(XMLHttpRequest.prototype.send, {
    apply(send, self, given) {
      const refuse = () => {
        self.dispatchEvent(new ProgressEvent("error"));
        self.dispatchEvent(new ProgressEvent("loadend"));
      };
      void gated([addresses.get(self), given[0]], () => Reflect.apply(send, self, given), refuse);
    },
  });

  navigator.sendBeacon = new Proxy(navigator.sendBeacon, {
    apply(beacon, self, given) {
      const sent = gated(given, () => Reflect.apply(beacon, self, given), () => false);
      return sent instanceof Promise ? true : sent;
    },
  });

  /** Messages of one socket keep their order. @type {WeakMap<WebSocket, Promise<void>>} */
  const turns = new WeakMap();
  WebSocket.prototype.send = new Proxy(WebSocket.prototype.send, {
    apply(send, self, given) {
      const go = () => Reflect.apply(send, self, given);
      const turn = turns.get(self);
      const sent = turn ? turn.then(() => gated(given, go, () => {})) : gated(given, go, () => {});
      if (sent instanceof Promise) {
        const done = sent.then(
          () => {},
          () => {},
        );
        turns.set(self, done);
        void done.then(() => turns.get(self) === done && turns.delete(self));
      }
    },
  });
})();
