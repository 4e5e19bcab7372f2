/**
 * In the page's own world: two ways in that fire no event which a guard could hold. A page's own
 * *paste* button reads the clipboard: what it reads is asked about first (page/quiet_ways.js). And a
 * file field may stand outside the document.
 *
 * A page that works against us finds a way around this.
 */
(() => {
  "use strict";

  const { dispatchEvent, addEventListener, CustomEvent, Proxy, Reflect, DOMException, Map } = window;
  /** @type {Map<number, (plain: string | null) => void>} */
  const waiting = new Map();
  let last = 0;

  addEventListener(
    "plimsoll-may-come",
    (event) => {
      event.stopImmediatePropagation();
      const { id, plain } = JSON.parse(/** @type {CustomEvent<string>} */ (event).detail);
      waiting.get(id)?.(plain);
      waiting.delete(id);
    },
    { capture: true },
  );

  /**
   * What comes of a text: itself, its redacted form, or nothing.
   *
   * @param {string} plain
   * @returns {Promise<string | null>}
   */
  function coming(plain) {
    const id = ++last;
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      dispatchEvent(new CustomEvent("plimsoll-comes", { detail: JSON.stringify({ id, plain }) }));
    });
  }

  if (navigator.clipboard) {
    const { Clipboard } = window;
    Clipboard.prototype.readText = new Proxy(Clipboard.prototype.readText, {
      async apply(readText, self, given) {
        const text = await Reflect.apply(readText, self, given);
        return (await coming(text)) ?? "";
      },
    });
    Clipboard.prototype.read = new Proxy(Clipboard.prototype.read, {
      async apply(read, self, given) {
        const items = await Reflect.apply(read, self, given);
        const texts = (await Promise.all(items.flatMap(textsOf))).join("\n");
        if (texts === "" || (await coming(texts)) === texts) {
          return items;
        }
        throw new DOMException("Read permission denied.", "NotAllowedError");
      },
    });
  }

  /** @param {ClipboardItem} item */
  function textsOf(item) {
    const kinds = item.types.filter((kind) => kind.startsWith("text/"));
    return kinds.map(async (kind) => (await item.getType(kind)).text());
  }

  HTMLInputElement.prototype.showPicker = opened(HTMLInputElement.prototype.showPicker);
  HTMLElement.prototype.click = opened(HTMLElement.prototype.click);

  /**
   * A field outside the document fires its events where no guard stands: while it is open it stands
   * in the document, unseen.
   *
   * @template {(this: any, ...given: any[]) => any} Method
   * @param {Method} method
   * @returns {Method}
   */
  function opened(method) {
    return new Proxy(method, {
      apply(open, self, given) {
        if (self instanceof HTMLInputElement && self.type === "file" && !self.isConnected) {
          const { display } = self.style;
          self.style.display = "none";
          document.documentElement.append(self);
          const away = () => {
            self.style.display = display;
            self.remove();
          };
          self.addEventListener("change", () => setTimeout(away), { once: true });
          self.addEventListener("cancel", () => setTimeout(away), { once: true });
        }
        return Reflect.apply(open, self, given);
      },
    });
  }
})();
