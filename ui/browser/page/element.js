/**
 * A new element with its attributes and children. Text is always text, never markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string | null)} children nulls are left out
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * An element whose words a page cannot search for: `window.find` looks into closed shadow roots, but
 * not into what is inert. A screen reader hears them from the dialog's own label and description.
 *
 * @param {"div" | "header" | "span"} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string | null)} children
 */
function unfindable(tag, attributes, ...children) {
  return element(tag, { ...attributes, inert: "" }, ...children);
}

/**
 * A button that calls `act` when it is pressed.
 *
 * @param {string} label
 * @param {string} look a class of page/style.js
 * @param {() => void} act
 */
function button(label, look, act) {
  const made = element("button", { type: "button", class: look }, label);
  made.addEventListener("click", (event) => {
    if (event.isTrusted) {
      act();
    }
  });
  return made;
}
