/** Milliseconds. After that the person is told that the text was not checked. */
const PATIENCE = 1500;
/** Characters. The agent does not judge more than this, so it is not asked. */
const LARGEST = 16 * 1024 * 1024;

/**
 * The agent's judgement of what is held. It never fails: without an agent, `ok` is false.
 *
 * @param {Held} held
 * @param {Moment} moment
 * @returns {Promise<Judged>}
 */
async function judge(held, moment) {
  if (sizeOf(held) > LARGEST) {
    return { ok: false, error: "too-large" };
  }
  return tellCompanion({ ask: "judge", content: contentOf(held), moment });
}

/**
 * The same, but no later than a person would wait for a paste.
 *
 * @param {Promise<Judged>} judging
 * @returns {Promise<Judged>}
 */
function withPatience(judging) {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve({ ok: false, error: "late" }), PATIENCE);
    judging.then((judged) => {
      clearTimeout(late);
      resolve(judged);
    });
  });
}

/**
 * @param {Message} message
 * @returns {Promise<Judged>}
 */
async function tellCompanion(message) {
  try {
    return (await chrome.runtime.sendMessage(message)) ?? { ok: false, error: "agent-gone" };
  } catch {
    return { ok: false, error: "agent-gone" };
  }
}
