/**
 * In the page's own world: who writes a document anew takes every listener of its window away, the
 * guard's too. It hears of that at once, before the page can listen in its place.
 *
 * A page that works against us finds a way around this; then the guard hears of it a moment later.
 */
(() => {
  "use strict";

  const { Event, EventTarget, Proxy, Reflect } = window;
  const { dispatchEvent } = EventTarget.prototype;

  /**
   * @template {(this: any, ...given: any[]) => any} Method
   * @param {Method} method
   * @returns {Method}
   */
  function told(method) {
    return new Proxy(method, {
      apply(write, self, given) {
        const result = Reflect.apply(write, self, given);
        const performance = self.defaultView?.performance; // what listens there, stays
        if (performance) {
          Reflect.apply(dispatchEvent, performance, [new Event("plimsoll-anew")]);
        }
        return result;
      },
    });
  }

  const { prototype } = window.Document;
  prototype.open = told(prototype.open);
  prototype.write = told(prototype.write);
  prototype.writeln = told(prototype.writeln);
})();
