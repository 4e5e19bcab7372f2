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
