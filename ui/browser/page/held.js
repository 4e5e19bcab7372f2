/**
 * Takes everything out of a paste or a drop. It must happen at once: the browser empties it later.
 *
 * @param {DataTransfer | null} transfer
 * @returns {Held}
 */
function takeHeld(transfer) {
  return {
    plain: transfer?.getData("text/plain") ?? "",
    html: transfer?.getData("text/html") ?? "",
    files: [...(transfer?.files ?? [])],
  };
}

/**
 * The text in it, by MIME type, as the agent is asked about it.
 *
 * @param {Held} held
 * @returns {Record<string, string>}
 */
function contentOf(held) {
  /** @type {Record<string, string>} */
  const content = {};
  if (held.plain) {
    content["text/plain"] = held.plain;
  }
  if (held.html) {
    content["text/html"] = held.html;
  }
  return content;
}

/** @param {Held} held */
function isEmpty(held) {
  return sizeOf(held) + held.files.length === 0;
}

/** @param {Held} held */
function sizeOf(held) {
  return held.plain.length + held.html.length;
}
