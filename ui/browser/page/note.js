/** Milliseconds a line stays; long enough to read it twice. */
const NOTE_STAYS = 9000;

/**
 * A line at the edge of the page that asks nothing and takes no focus: what was not checked, that
 * Plimsoll is still at it, or an offer. One at a time; the page can neither read nor style it.
 */
class Note {
  #host = element("div", { style: "display: contents !important" });
  #root = this.#host.attachShadow({ mode: "closed" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #going;

  /**
   * Show a sentence in place of the last one.
   *
   * @param {string} sentence
   * @param {{label: string, act: () => void}} [offer] a button; pressed, the line goes away
   */
  say(sentence, offer) {
    this.hide();
    const line = element(
      "div",
      { class: "note", role: "status", popover: "manual", dir: "auto" },
      loadLine(),
      element("p", {}, sentence),
      offer ? button(offer.label, "second", () => this.#take(offer)) : null,
      button(words("close"), "link", () => this.hide()),
    );
    this.#root.replaceChildren(element("style", {}, STYLE), line);
    document.documentElement.append(this.#host);
    line.showPopover();
    this.#going = setTimeout(() => this.hide(), NOTE_STAYS);
  }

  /** @param {{act: () => void}} offer */
  #take({ act }) {
    this.hide();
    act();
  }

  hide() {
    clearTimeout(this.#going);
    this.#host.remove();
  }
}

/** The load line: a circle with a bar through it. */
function loadLine() {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "path");
  drawing.setAttribute("viewBox", "0 0 32 32");
  drawing.setAttribute("class", "mark");
  drawing.setAttribute("aria-hidden", "true");
  line.setAttribute("d", "M16 5.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 1 0 0-21M1.5 16h29");
  line.setAttribute("fill", "none");
  line.setAttribute("stroke", "currentColor");
  line.setAttribute("stroke-width", "3");
  line.setAttribute("stroke-linecap", "round");
  drawing.append(line);
  return drawing;
}
