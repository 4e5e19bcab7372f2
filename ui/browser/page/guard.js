/**
 * Stands guard in a page: holds a paste or a drop of text until it is judged and, where that is
 * needed, answered. Until then the page receives nothing.
 *
 * Only what a person did is held: events that scripts make are the page's own business.
 */
class Guard {
  /** One act at a time: whatever comes while a question stands is not let through. */
  #busy = false;
  #draggedFromHere = false;
  /** Keys that went down in the dialog: the page must not hear of their going up either. */
  #down = new Set();
  /** @type {WarningDialog | null} */
  #dialog = null;

  start() {
    const capture = { capture: true };
    addEventListener("paste", (event) => this.#onPaste(event), capture);
    addEventListener("drop", (event) => this.#onDrop(event), capture);
    addEventListener("dragstart", () => (this.#draggedFromHere = true), capture);
    addEventListener("dragend", () => (this.#draggedFromHere = false), capture);
    for (const kind of /** @type {const} */ (["keydown", "keypress", "keyup"])) {
      addEventListener(kind, (event) => this.#onKey(event), capture);
    }
    addEventListener("pagehide", () => this.#dialog?.leave());
  }

  /** @param {ClipboardEvent} event */
  #onPaste(event) {
    this.#hold(event, event.clipboardData, "paste");
  }

  /** @param {DragEvent} event */
  #onDrop(event) {
    if (!this.#draggedFromHere) {
      this.#hold(event, event.dataTransfer, "drop");
    }
  }

  /**
   * @param {Event} event
   * @param {DataTransfer | null} transfer
   * @param {Moment} moment
   */
  #hold(event, transfer, moment) {
    if (!event.isTrusted || !extensionLives()) {
      return;
    }
    const held = takeHeld(transfer);
    if (sizeOf(held) === 0) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!this.#busy) {
      this.#busy = true;
      this.#decide(held, new Place(event), moment).finally(() => (this.#busy = false));
    }
  }

  /**
   * @param {Held} held
   * @param {Place} place
   * @param {Moment} moment
   */
  async #decide(held, place, moment) {
    const judging = judge(held, moment);
    const judged = await withPatience(judging);
    const outcome = isHarmless(judged) ? null : await this.#ask(judged, held);
    place.restore();
    const inserted = whatArrives(outcome, held, judged);
    if (inserted) {
      giveToPage(place.target, inserted);
    }
    if (outcome) {
      await report(outcome, judging, judged);
    }
  }

  /**
   * @param {Judged} judged
   * @param {Held} held
   * @returns {Promise<Outcome>}
   */
  async #ask(judged, held) {
    const warning = judged.warning ?? uncheckedWarning(judged.error);
    this.#dialog = new WarningDialog(warning, held, judged);
    try {
      return await this.#dialog.answer();
    } finally {
      this.#dialog = null;
    }
  }

  /**
   * While a question stands, keys belong to the dialog. In the instant before, only *Enter* waits:
   * it would send the message without its text.
   *
   * @param {KeyboardEvent} event
   */
  #onKey(event) {
    if (!event.isTrusted) {
      return;
    }
    if (event.type === "keyup" && this.#down.delete(event.code)) {
      event.stopImmediatePropagation();
    } else if (this.#dialog) {
      event.stopImmediatePropagation();
      if (event.type === "keydown") {
        this.#down.add(event.code);
      }
      this.#dialog.onKey(event);
    } else if (this.#busy && event.key === "Enter") {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }
}

/** @param {Judged} judged */
function isHarmless(judged) {
  const action = judged.verdict?.action;
  return judged.ok && (action === "allow" || action === "note");
}

/**
 * What the page receives after all, or null.
 *
 * @param {Outcome | null} outcome
 * @param {Held} held
 * @param {Judged} judged
 * @returns {Held | null}
 */
function whatArrives(outcome, held, judged) {
  switch (outcome?.choice) {
    case undefined:
    case "continued":
    case "not-sensitive":
      return held;
    case "redacted":
      return { plain: judged.redacted ?? "", html: "", files: [] };
    default:
      return null;
  }
}

/**
 * Tell the agent the answer, also where its verdict came after our patience, and open the tool.
 *
 * @param {Outcome} outcome
 * @param {Promise<Judged>} judging
 * @param {Judged} judged
 */
async function report(outcome, judging, judged) {
  if (outcome.choice === "sandbox" && judged.warning?.approved) {
    tellCompanion({ ask: "open", url: judged.warning.approved.url });
  }
  const { flow } = await judging;
  if (flow) {
    await tellCompanion({ ask: "answer", flow, ...outcome });
  }
}

/**
 * @param {Element | null} target
 * @param {Held} held
 */
function giveToPage(target, held) {
  const toPageWorld = /** @type {{cloneInto?: (thing: Held, world: Window) => Held}} */ (globalThis)
    .cloneInto;
  if (toPageWorld) {
    const detail = toPageWorld(held, window);
    const about = { bubbles: true, composed: true, detail };
    (target ?? document).dispatchEvent(new CustomEvent("plimsoll-reinsert", about));
  } else {
    reinsert(target, held);
  }
}

/** Whether the browser still runs this extension: after an update the new guard does the work. */
function extensionLives() {
  return Boolean(chrome.runtime?.id);
}

const guard = new Guard();
guard.start();
Object.defineProperty(globalThis, "plimsollGuard", { value: guard });
