/** Milliseconds that a person waits without a word. */
const SILENT_FOR = 600;

/**
 * Stands guard in a page: holds what is pasted, dropped or picked until it is judged and, where that
 * is needed, answered. Until then the page receives nothing.
 *
 * Only what a person did is held: events that scripts make are the page's own business.
 */
class Guard {
  /** One act after another: a second paste arrives after the first. */
  #turn = Promise.resolve();
  /** How many acts are being judged or asked about. */
  #held = 0;
  /** Counts the questions: what came before one and was not judged yet goes with its answer. */
  #questions = 0;
  #draggedFromHere = false;
  /** Keys that went down in the dialog: the page must not hear of their going up either. */
  #down = new Set();
  /** What has the keys now. @type {WarningDialog | RestoredView | null} */
  #dialog = null;
  #restored = new Restored((view) => this.#show(view));
  #note = new Note();
  #ways = new QuietWays((held, place) => this.#hold(held, () => place, "paste"));
  #gate = new SendGate((typed) => this.#hold(typed.held, () => typed, "submit"));
  #frames = new EarlyFrames(
    (place) => this.#hold(takeHeld(null), () => place, "focus"),
    () => this.#dialog !== null,
  );
  /** @type {Record<string, (event: any) => void>} */
  #acts = {
    paste: (event) => this.#onPaste(event),
    drop: (event) => this.#onDrop(event),
    input: (event) => this.#onInput(event),
    change: (event) => this.#onPick(event),
    submit: (event) => extensionLives() && this.#gate.onSubmit(event),
    pointerdown: (event) => this.#onPress(event),
    contextmenu: (event) => this.#onMouse(event),
    dragstart: (event) => (this.#draggedFromHere = event.isTrusted),
    dragend: () => (this.#draggedFromHere = false),
    pointermove: () => (this.#draggedFromHere = false), // where the page removed what was dragged
    keydown: (event) => this.#onKey(event),
    keypress: (event) => this.#onKey(event),
    keyup: (event) => this.#onKey(event),
    blur: (event) => event.isTrusted && this.#frames.onBlur(),
    [SECOND]: (event) => this.#frames.onSecond(event),
    pagehide: () => this.#dialog?.leave(),
  };

  start() {
    this.#listen();
    EarlyFrames.announce();
    // document.open() takes every listener away, and the whole document with it. The first hears of
    // that at once (page/in_page/anew.js), the second always.
    performance.addEventListener("plimsoll-anew", () => this.#listen());
    new MutationObserver(() => this.#listen()).observe(document, { childList: true });
  }

  /** @param {Event} event */
  handleEvent(event) {
    this.#acts[event.type]?.(event);
  }

  #listen() {
    for (const kind of Object.keys(this.#acts)) {
      addEventListener(kind, this, { capture: true }); // twice is once
    }
  }

  /** @param {ClipboardEvent} event */
  #onPaste(event) {
    this.#onTransfer(event, event.clipboardData, "paste");
  }

  /** @param {DragEvent} event */
  #onDrop(event) {
    const fromHere = this.#draggedFromHere;
    this.#draggedFromHere = false;
    if (!fromHere) {
      this.#onTransfer(event, event.dataTransfer, "drop");
    }
  }

  /** @param {Event} event */
  #onPress(event) {
    this.#ways.onAct(event);
    this.#gate.onPress(event);
    this.#onMouse(event);
  }

  /** @param {Event} event */
  #onMouse(event) {
    void (event.isTrusted && this.#frames.onMouse(event));
  }

  /** @param {Event} event */
  #onInput(event) {
    this.#onPick(event);
    this.#gate.onInput(event);
  }

  /** @param {Event} event the first of the two that a file field fires, or the second alone */
  #onPick(event) {
    const field = event.isTrusted && extensionLives() ? Picked.fieldOf(event) : null;
    if (field?.files?.length) {
      event.stopImmediatePropagation();
      const picked = new Picked(field);
      this.#hold(picked.take(), () => picked, "upload");
    }
  }

  /**
   * @param {Event} event
   * @param {DataTransfer | null} transfer
   * @param {Moment} moment
   */
  #onTransfer(event, transfer, moment) {
    const held = event.isTrusted && extensionLives() ? takeHeld(transfer) : null;
    if (held && !isEmpty(held)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#hold(held, () => new Place(event), moment);
    }
  }

  /**
   * @param {Held} held
   * @param {() => Destined} place where it was going to
   * @param {Moment} moment
   */
  #hold(held, place, moment) {
    if (this.#dialog) {
      void place().keep?.();
    } else {
      this.#queue(held, place(), moment);
    }
  }

  /**
   * @param {Held} held
   * @param {Destined} place
   * @param {Moment} moment
   */
  #queue(held, place, moment) {
    const follows = this.#held > 0;
    const questions = this.#questions;
    const done = () => void (this.#held -= 1);
    this.#held += 1;
    this.#turn = this.#turn
      .then(() =>
        questions === this.#questions
          ? this.#decide(held, place, follows, moment)
          : place.keep?.(),
      )
      .then(done, done);
  }

  /**
   * @param {Held} held
   * @param {Destined} place
   * @param {boolean} follows another one: the caret stands behind that one already
   * @param {Moment} moment
   */
  async #decide(held, place, follows, moment) {
    const judging = judge(held, moment);
    const judged = await this.#patiently(judging, held);
    // Where nobody can tell what the clipboard holds, the paste itself is asked about.
    const untold = moment === "focus" && !judged.ok;
    const outcome = isHarmless(judged) || untold ? null : await this.#ask(judged, held);
    if (outcome || !follows) {
      place.restore();
    }
    const arriving = whatArrives(outcome, held, judged);
    await (arriving ? place.give(arriving) : place.keep?.());
    if (outcome?.choice === "redacted") {
      this.#restored.remember(judged.placeholders ?? [], judged.flow ?? "");
    }
    if (judged.note) {
      this.#note.say(judged.note);
    }
    if (outcome) {
      await report(outcome, judging, judged);
    }
  }

  /**
   * @param {Promise<Judged>} judging
   * @param {Held} held
   */
  async #patiently(judging, held) {
    const saying = setTimeout(() => this.#note.say(words("checking")), SILENT_FOR);
    const judged = await withPatience(judging, held.files.length ? PATIENCE.files : PATIENCE.text);
    clearTimeout(saying);
    this.#note.hide();
    return judged;
  }

  /**
   * @param {Judged} judged
   * @param {Held} held
   * @returns {Promise<Outcome>}
   */
  async #ask(judged, held) {
    const warning = judged.warning ?? uncheckedWarning(judged, held);
    this.#questions += 1;
    const dialog = new WarningDialog(warning, held, judged);
    this.#dialog = dialog;
    try {
      return await dialog.answer();
    } finally {
      this.#dialog = null;
    }
  }

  /** @param {RestoredView} view */
  async #show(view) {
    if (!this.#dialog) {
      this.#dialog = view;
      await view.shown();
      this.#dialog = null;
    }
  }

  /**
   * Whether this *Return* must not send: something is being judged, or what it sends was not.
   *
   * @param {KeyboardEvent} event
   */
  #holdsReturn(event) {
    return this.#held > 0 || this.#gate.onReturn(event);
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
    this.#ways.onAct(event);
    this.#frames.onKey(event);
    if (event.type === "keyup" && this.#down.delete(event.code)) {
      event.stopImmediatePropagation();
    } else if (this.#dialog) {
      event.stopImmediatePropagation();
      if (event.type === "keydown") {
        this.#down.add(event.code);
      }
      this.#dialog.onKey(event);
    } else if (event.key === "Enter" && extensionLives() && this.#holdsReturn(event)) {
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
  const approved = judged.warning?.approved ?? judged.help?.approved;
  if (outcome.choice === "sandbox" && approved) {
    tellCompanion({ ask: "open", url: approved.url });
  }
  const { flow } = await judging;
  if (flow) {
    await tellCompanion({ ask: "answer", flow, ...outcome });
  }
}

/** Whether the browser still runs this extension: after an update the new guard does the work. */
function extensionLives() {
  return Boolean(chrome.runtime?.id);
}

const guard = new Guard();
guard.start();
Object.defineProperty(globalThis, "plimsollGuard", { value: guard });
