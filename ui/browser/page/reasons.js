/**
 * The question why it is fine to continue: one key for each reason.
 *
 * @param {NonNullable<Warning["continue"]>} offer
 * @param {(reason: string | null) => void} choose
 * @param {() => void} back
 */
function reasonList(offer, choose, back) {
  const reasons = offer.reasons.map((reason) => element("li", {}, reasonButton(reason, choose)));
  const without = offer.required
    ? null
    : button(words("continueWithout"), "second", () => choose(null));
  return element(
    "div",
    { class: "ways", role: "group", "aria-label": offer.question },
    element("p", { class: "question" }, offer.question),
    element("ul", { class: "reasons" }, ...reasons),
    element("div", { class: "way" }, without, button(words("back"), "link", back)),
  );
}

/**
 * @param {Reason} reason
 * @param {(reason: string | null) => void} choose
 */
function reasonButton(reason, choose) {
  const made = button("", "reason", () => choose(reason.code));
  made.append(element("kbd", {}, reason.key), element("span", {}, reason.label));
  made.setAttribute("aria-keyshortcuts", reason.key);
  made.addEventListener("shortcut", () => choose(reason.code));
  return made;
}
