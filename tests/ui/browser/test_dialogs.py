"""The warning as a person meets it with keys and mouse: in node, with a small tree of elements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FILES = ("element", "words", "style", "ways_out", "reasons", "result", "unchecked", "warning")

#: A tree of elements in which one can be found by tag, class, or an attribute's value.
TREE = """
const fits = (one, selector) => selector.split(" ").at(-1).startsWith(".")
  ? (one.attributes.class ?? "").split(" ").includes(selector.split(".").at(-1))
  : selector.startsWith("[")
    ? Object.entries(one.attributes).some(([name, value]) => selector === `[${name}="${value}"]`)
    : one.tag === selector;
const below = (one) => one.children.flatMap((c) => (c instanceof Element ? [c, ...below(c)] : []));
let focused = null;
Object.assign(Element.prototype, {
  querySelectorAll(selector) { return below(this).filter((one) => fits(one, selector)); },
  querySelector(selector) { return this.querySelectorAll(selector)[0] ?? null; },
  matches(selector) { return fits(this, selector); },
  replaceChildren(...children) { this.children = children; },
  removeAttribute(name) { delete this.attributes[name]; },
  addEventListener(kind, act) { ((this.heard ??= {})[kind] ??= []).push(act); },
  dispatchEvent(event) { (this.heard?.[event.type] ?? []).forEach((act) => act(event)); },
  attachShadow({ mode }) {
    this.mode = mode;
    root = new Element("root");
    Object.defineProperty(root, "activeElement", { get: () => focused });
    this.append(root);
    return root;
  },
  focus() { focused = this; },
  scrollIntoView() {},
  showModal() { this.open = true; },
  close() { this.open = false; },
  remove() { this.gone = true; },
});
let root, deaf, away;
globalThis.CSS = { escape: (words) => words };
globalThis.InFront = class {
  constructor(_host, _dialog, giveUp) { away = giveUp; }
  end() {}
};
globalThis.MutationObserver = class { observe() {} disconnect() {} };
const loadLine = () => element("svg", {});
document.documentElement = new Element("html");
const later = setTimeout;
globalThis.setTimeout = (act) => void (deaf = act);
const settled = () => new Promise((done) => later(done, 2));
const warned = {
  action: "warn", title: "This text is marked", destination: "ChatGPT · public",
  excerpts: [{ before: "… ", mark: "CONFIDENTIAL", after: " …" }], found: ["Found it."],
  clause: "Policy 3.2",
  redact: { label: "Redact and paste", detail: "1 passage", see: "see the result" },
  approved: { label: "Open in Copilot", detail: "", url: "https://copilot.example" },
  continue: { label: "Continue anyway…", detail: "", required: false, question: "Why?",
    reasons: [{ code: "test-data", label: "Test data", key: "1" },
              { code: "other", label: "Other", key: "2" }] },
  not_sensitive: { label: "Not sensitive?" },
  cancel: { label: "Cancel", key: "esc" }, promise: "Nothing is stored.", whom_to_ask: "Ask Kim",
};
const judged = { redacted: "[mark 1]", verdict: { findings: [] } };
const held = { plain: "CONFIDENTIAL", html: "", files: [] };
let outcome = null, dialog;
/** Show one and, unless said otherwise, wait until it listens. */
const show = (about = {}, listens = true) => {
  dialog = new WarningDialog({ ...warned, ...about }, held, judged);
  dialog.answer().then((given) => (outcome = given));
  if (listens) deaf();
};
const kept = [];
const key = (name, more = {}) => dialog.onKey({
  type: "keydown", key: name, preventDefault: () => kept.push(name), ...more,
});
const found = (label) => root.querySelectorAll("button").find((b) => b.textContent.includes(label));
const press = (label) => found(label).dispatchEvent({ type: "click", isTrusted: true });
const labels = () => root.querySelectorAll("button").map((each) => each.textContent);
"""

Run = Callable[[str], Any]
WAYS = ["Redact and paste", "see the result", "Open in Copilot"]
LESS = ["Continue anyway…", "Not sensitive?"]


@pytest.fixture
def run(in_page: Callable[..., Any]) -> Run:
    return lambda script: in_page(script, *FILES, found=TREE)


def test_it_offers_the_safe_ways_first_and_the_first_has_the_focus(run: Run) -> None:
    script = """
    show();
    const [host] = document.documentElement.children;
    return [labels(), focused.textContent, host.mode, root.querySelector("dialog").open];
    """
    assert run(script) == [[*WAYS, *LESS, "Cancel"], WAYS[0], "closed", True]


def test_without_a_safe_way_cancel_has_the_focus_and_no_way_on_is_the_default(run: Run) -> None:
    script = """
    show({ redact: null, approved: null });
    const looks = root.querySelectorAll("button").map((b) => b.attributes.class);
    return [labels(), looks.filter((look) => look.includes("primary")).length,
            root.querySelector(".primary").textContent];
    """
    assert run(script) == [[*LESS, "Cancel"], 1, "Cancel"]


def test_a_block_offers_no_way_on(run: Run) -> None:
    script = 'show({ action: "block", continue: null, not_sensitive: null }); return labels();'
    assert run(script) == [*WAYS, "Cancel"]


@pytest.mark.parametrize(
    ("label", "choice"),
    [
        ("Redact", "redacted"),
        ("Open in", "sandbox"),
        ("Not sensitive", "not-sensitive"),
        ("Cancel", "cancelled"),
    ],
)
def test_each_button_is_its_answer_and_the_dialog_goes(run: Run, label: str, choice: str) -> None:
    script = f"""
    show();
    press("{label}");
    await settled();
    return [outcome, root.querySelector("dialog").open,
            document.documentElement.children[0].gone];
    """
    assert run(script) == [{"choice": choice, "reason": None}, False, True]


def test_a_click_that_a_script_made_is_no_answer(run: Run) -> None:
    script = """
    show();
    for (const label of labels()) found(label).dispatchEvent({ type: "click", isTrusted: false });
    await settled();
    return outcome;
    """
    assert run(script) is None


def test_what_was_meant_for_the_page_is_no_answer_but_escape_always_is(run: Run) -> None:
    script = """
    show({}, false);
    const click = { type: "click", isTrusted: true, stopped: 0,
                    stopPropagation() { this.stopped += 1; }, preventDefault() {} };
    root.dispatchEvent(click);
    key("Enter");
    key("1");
    await settled();
    const early = [outcome, click.stopped > 0, [...kept]];
    key("Escape");
    await settled();
    return [early, outcome];
    """
    cancelled = {"choice": "cancelled", "reason": None}
    assert run(script) == [[None, True, ["Enter", "1"]], cancelled]


def test_a_return_that_is_still_held_down_presses_nothing(run: Run) -> None:
    script = """
    show();
    key("Enter", { repeat: true });
    key("Enter");  // the browser presses the button with the focus: it is let through
    return kept;
    """
    assert run(script) == ["Enter"]


def test_one_key_is_one_reason(run: Run) -> None:
    script = """
    show();
    key("1");  // no reason is asked for yet
    await settled();
    const before = outcome;
    press("Continue");
    key("2");
    await settled();
    return [before, outcome, kept];
    """
    assert run(script) == [None, {"choice": "continued", "reason": "other"}, ["2"]]


@pytest.mark.parametrize("required", [False, True])
def test_a_reason_is_asked_for_and_may_be_left_out_where_policy_says_so(
    run: Run, required: bool
) -> None:
    script = f"""
    show({{ continue: {{ ...warned.continue, required: {str(required).lower()} }} }});
    press("Continue");
    const offered = labels();
    press("<back>");
    const back = labels();
    press("Continue");
    found("<continueWithout>") && press("<continueWithout>");
    await settled();
    return [offered, back, outcome];
    """
    reasons = ["1Test data", "2Other"]
    without = [] if required else ["<continueWithout>"]
    continued = None if required else {"choice": "continued", "reason": None}
    offered = [*reasons, *without, "<back>", "Cancel"]
    assert run(script) == [offered, [*WAYS, *LESS, "Cancel"], continued]


def test_arrows_go_round_the_buttons(run: Run) -> None:
    script = """
    show();
    const seen = [];
    for (const name of ["ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown"]) {
      key(name);
      seen.push(focused.textContent);
    }
    return seen;
    """
    assert run(script) == ["see the result", "Redact and paste", "Cancel", "Redact and paste"]


def test_keys_with_a_modifier_belong_to_the_browser(run: Run) -> None:
    script = """
    show();
    press("Continue");
    for (const held of ["ctrlKey", "metaKey", "altKey"]) key("1", { [held]: true });
    await settled();
    return [outcome, kept];
    """
    assert run(script) == [None, []]


def test_the_result_of_redaction_comes_and_goes(run: Run) -> None:
    script = """
    show();
    const panes = () => root.querySelectorAll(".pane").map((pane) => pane.textContent);
    press("see the result");
    const shown = panes();
    root.querySelector(".result").remove = function () { this.children = []; };
    press("see the result");
    return [shown, panes()];
    """
    assert run(script) == [["CONFIDENTIAL", "[mark 1]"], []]


def test_a_screen_reader_hears_title_finding_and_the_passage(run: Run) -> None:
    script = """
    show();
    const { role, "aria-label": label, "aria-description": said } =
      root.querySelector("dialog").attributes;
    return [role, label, said];
    """
    assert run(script) == [
        "alertdialog",
        "This text is marked",
        "ChatGPT · public Found it. Policy 3.2 Ask Kim … CONFIDENTIAL …",
    ]


def test_a_dialog_that_cannot_be_seen_ends_unanswered(run: Run) -> None:
    script = "show(); away(); await settled(); return outcome;"
    assert run(script) == {"choice": "none", "reason": None}


def test_only_the_first_answer_counts(run: Run) -> None:
    script = 'show(); key("Escape"); press("Redact"); await settled(); return outcome;'
    assert run(script) == {"choice": "cancelled", "reason": None}
