/**
 * In the page's own world: who writes a document anew takes every listener of its window away, the
 * guard's too. It hears of that at once, before the page can listen in its place.
 *
 * A page that works against us finds a way around this; then the guard hears of it a moment later.
 */
(() => {
  "use strict";

  const { Document, Event, EventTarget, Proxy, Reflect } = window;
  const { dispatchEvent } = EventTarget.prototype;
  // A page can put something of its own in the place of both.
  const viewOf = getter(Document.prototype, "defaultView");
  const performanceOf = getter(window, "performance");

  /**
   * @param {object} thing
   * @param {string} name
   * @returns {(of: object) => any}
   */
  function getter(thing, name) {
    const get = Reflect.getOwnPropertyDescriptor(thing, name)?.get;
    return (of) => get && Reflect.apply(get, of, []);
  }

  /**
   * @template {(this: any, ...given: any[]) => any} Method
   * @param {Method} method
   * @returns {Method}
   */
  function told(method) {
    return new Proxy(method, {
      apply(write, self, given) {
        const result = Reflect.apply(write, self, given);
        const view = viewOf(self);
        if (view) {
          // What listens there, stays.
          Reflect.apply(dispatchEvent, performanceOf(view), [new Event("plimsoll-anew")]);
        }
        return result;
      },
    });
  }

  const { prototype } = Document;
  prototype.open = told(prototype.open);
  prototype.write = told(prototype.write);
  prototype.writeln = told(prototype.writeln);
})();
