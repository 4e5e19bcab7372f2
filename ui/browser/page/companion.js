/** Milliseconds. After that the person is told that the content was not checked. */
const PATIENCE = { text: 1500, files: 15000 };
/** Characters. The agent does not judge more than this, so it is not asked. */
const LARGEST = 16 * 1024 * 1024;

const line = new Line();

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
  const files = await sentFiles(held.files);
  return line.ask({ ask: "judge", content: contentOf(held), files, moment });
}

/**
 * The same, but no later than a person would wait for it.
 *
 * @param {Promise<Judged>} judging
 * @param {number} patience milliseconds
 * @returns {Promise<Judged>}
 */
function withPatience(judging, patience) {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve({ ok: false, error: "late" }), patience);
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
