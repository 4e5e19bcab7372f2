/** In the order of the agent's own list. */
const REASONS = ["public-already", "owner-agreed", "test-data", "wrong-finding", "other"];

/**
 * What to say where there is no verdict. The safe way out is *cancel*; nothing can be redacted.
 *
 * @param {Judged} judged its error is as in docs/door.md
 * @param {Held} held
 * @returns {Warning}
 */
function uncheckedWarning({ error, help }, held) {
  const why = error === "too-large" ? "uncheckedTooLarge" : "uncheckedGone";
  return {
    action: "unchecked",
    title: words(held.files.length ? "uncheckedFiles" : "uncheckedTitle"),
    destination: location.hostname,
    excerpts: [],
    found: [words(why)],
    clause: words("uncheckedSafe"),
    redact: null,
    approved: help?.approved ?? null,
    continue: {
      label: words("continueLabel"),
      detail: words("continueDetail"),
      required: true,
      question: words("continueQuestion"),
      reasons: REASONS.map((code, place) => ({
        code,
        label: words(`reason_${code.replace("-", "_")}`),
        key: String(place + 1),
      })),
    },
    not_sensitive: null,
    cancel: { label: words("cancel"), key: "esc" },
    promise: words("uncheckedPromise"),
    whom_to_ask: help?.whom_to_ask ?? null,
  };
}
