/**
 * The ways on that a warning offers, one row each, the safe ones first.
 *
 * @param {Warning} warning
 * @param {{choose: (choice: Choice) => void, seeResult: () => void, askReason: () => void}} acts
 */
function waysOut(warning, acts) {
  const ways = element("div", { class: "ways" });
  const { redact, approved } = warning;
  if (redact) {
    ways.append(
      element(
        "div",
        { class: "way" },
        button(redact.label, "primary", () => acts.choose("redacted")),
        detail(redact.detail),
        button(redact.see, "link", acts.seeResult),
      ),
    );
  }
  if (approved) {
    const look = redact ? "second" : "primary";
    const open = button(approved.label, look, () => acts.choose("sandbox"));
    ways.append(element("div", { class: "way" }, open, detail(approved.detail)));
  }
  ways.append(lessSafeWays(warning, acts));
  return ways;
}

/**
 * @param {Warning} warning
 * @param {{choose: (choice: Choice) => void, askReason: () => void}} acts
 */
function lessSafeWays(warning, acts) {
  const row = element("div", { class: "way quiet" });
  if (warning.continue) {
    row.append(button(warning.continue.label, "link", acts.askReason), detail(warning.continue.detail));
  }
  if (warning.not_sensitive) {
    row.append(button(warning.not_sensitive.label, "link", () => acts.choose("not-sensitive")));
  }
  return row;
}

/** @param {string} text */
function detail(text) {
  return element("span", { class: "detail" }, text);
}
