/** Characters of each side that are shown; more would not be read here. */
const SHOWN = 20000;

/**
 * What redaction does, before and after side by side.
 *
 * @param {Held} held
 * @param {Judged} judged
 */
function redactionResult(held, judged) {
  const spans = (judged.verdict?.findings ?? []).filter(({ flavour }) => flavour === "text/plain");
  return element(
    "div",
    { class: "result" },
    pane(words("before"), marked(held.plain.slice(0, SHOWN), spans)),
    pane(words("after"), [shortened(judged.redacted ?? "")]),
  );
}

/**
 * @param {string} title
 * @param {(Node | string)[]} content
 */
function pane(title, content) {
  const said = content.map((part) => (typeof part === "string" ? part : part.textContent)).join("");
  const label = { role: "document", "aria-label": title, "aria-description": said };
  const about = { class: "pane", dir: "auto", tabindex: "0", ...label };
  return element(
    "section",
    {},
    element("h2", {}, title),
    element("pre", about, unfindable("span", {}, ...content)),
  );
}

/**
 * The text with its findings lit. Findings count code points, a script's strings count UTF-16.
 *
 * @param {string} text
 * @param {Finding[]} findings
 */
function marked(text, findings) {
  const points = [...text];
  /** @type {(Node | string)[]} */
  const parts = [];
  let done = 0;
  for (const { start, end } of [...findings].sort((a, b) => a.start - b.start)) {
    if (start >= done && start < points.length) {
      parts.push(points.slice(done, start).join(""));
      parts.push(element("mark", {}, points.slice(start, end).join("")));
      done = end;
    }
  }
  parts.push(shortened(points.slice(done).join("")));
  return parts;
}

/** @param {string} text */
function shortened(text) {
  return text.length < SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}
