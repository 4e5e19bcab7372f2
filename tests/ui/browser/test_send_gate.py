"""The gate for typed text: what is asked about, what goes on, and what returns to its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FILES = ("line", "companion", "carried", "draft", "typed", "send_gate")

#: `asked` are the texts that a person would be asked about, `heard` is what the page saw.
FOUND = """
const asked = [], heard = [], given = [];
globalThis.CustomEvent = class {
  constructor(type, { detail }) { Object.assign(this, { type, detail }); }
};
globalThis.KeyboardEvent = class {
  constructor(type, about) { Object.assign(this, { type, ...about }); }
};
globalThis.HTMLFormElement = class extends Element {
  fields = [];
  requestSubmit(submitter) { heard.push(["submit", submitter]); }
};
globalThis.FormData = class {
  constructor(form) { this.form = form; }
  values() { return this.form.fields; }
};
globalThis.replaceText = async (field, plain) => void (field.value = plain);
document.execCommand = (...command) => heard.push(command);
chrome.runtime.onMessage = { addListener: (hear) => (listeners.message = hear) };
let takesKeys = false;
Object.assign(Element.prototype, {
  dispatchEvent(event) { heard.push([event.type, event.key]); return !takesKeys; },
  focus() { heard.push(["focus", this.tag]); },
});
let typed;
const gateFor = () => new SendGate((one) => { asked.push(one.held.plain); typed = one; });
const type = (gate, text, field = new HTMLTextAreaElement("textarea")) => {
  field.value = text;
  gate.onInput({ isTrusted: true, composedPath: () => [field] });
  return field;
};
const key = (field, about = {}) => ({
  ...{ type: "keydown", key: "Enter", code: "Enter", isTrusted: true },
  ...{ composedPath: () => [field], ...about },
});
const sends = (body) => {
  dispatched.length = 0;
  listeners["plimsoll-sends"]({ detail: JSON.stringify({ id: 1, body }) });
  return dispatched.map(([, { go }]) => go);
};
const goes = () => dispatched.map(([, { go }]) => go);
const holding = (plain) => ({ plain, html: "", files: [] });
"""

Run = Callable[[str], Any]


@pytest.fixture
def run(in_page: Callable[..., Any]) -> Run:
    return lambda script: in_page(script, *FILES, found=FOUND)


def test_return_is_held_where_it_would_send_what_nobody_judged(run: Run) -> None:
    script = """
    const gate = gateFor();
    const field = type(gate, "SECRET plan");
    return [gate.onReturn(key(field)), asked];
    """
    assert run(script) == [True, ["SECRET plan"]]


@pytest.mark.parametrize(
    "about",
    ["{ shiftKey: true }", '{ type: "keyup" }', "{ isComposing: true }", '{ key: "a" }'],
    ids=["starts a line", "goes up", "chooses a word", "another key"],
)
def test_a_key_that_sends_nothing_is_let_through(run: Run, about: str) -> None:
    script = f"""
    const gate = gateFor();
    const field = type(gate, "SECRET plan");
    return [gate.onReturn(key(field, {about})), asked];
    """
    assert run(script) == [False, []]


def test_return_in_another_field_or_before_anything_was_typed_is_let_through(run: Run) -> None:
    script = """
    const gate = gateFor();
    const before = gate.onReturn(key(new HTMLTextAreaElement("textarea")));
    type(gate, "SECRET plan");
    const other = gate.onReturn(key(new HTMLTextAreaElement("textarea")));
    return [before, other, gate.onReturn(key(new HTMLElement("button"))), asked];
    """
    assert run(script) == [False, False, False, []]


def test_what_a_script_typed_is_the_pages_own_business(run: Run) -> None:
    script = """
    const gate = gateFor();
    const field = Object.assign(new HTMLTextAreaElement("textarea"), { value: "SECRET" });
    gate.onInput({ isTrusted: false, composedPath: () => [field] });
    return [gate.onReturn(key(field)), sends("SECRET")];
    """
    assert run(script) == [False, [True]]


def test_what_may_go_goes_by_the_same_key_and_is_not_asked_about_again(run: Run) -> None:
    script = """
    const gate = gateFor();
    takesKeys = true;  // the page sends by itself
    const field = type(gate, "SECRET plan");
    gate.onReturn(key(field));
    await typed.give(holding("SECRET plan"));
    return [heard, gate.onReturn(key(field)), sends('{"text": "SECRET plan"}'), told.at(-1)];
    """
    pressed = [[kind, "Enter"] for kind in ("keydown", "keypress", "keyup")]
    passed = {"ask": "passed", "text": "SECRET plan"}
    assert run(script) == [pressed, False, [True], passed]


def test_a_return_that_no_page_takes_does_what_the_browser_would(run: Run) -> None:
    script = """
    const form = new HTMLFormElement("form");
    const input = Object.assign(new HTMLInputElement("input"), { type: "text", form });
    const editor = new HTMLElement("div");
    editor.isContentEditable = true;
    for (const field of [input, new HTMLTextAreaElement("textarea"), editor]) {
      pressAgain({ code: "Enter" }, field);
    }
    return heard.filter(([what]) => !what.startsWith("key"));
    """
    assert run(script) == [
        ["submit", None],
        ["insertText", False, "\n"],
        ["insertParagraph"],
    ]


def test_a_redacted_text_comes_into_the_field_and_nothing_is_sent(run: Run) -> None:
    script = """
    const gate = gateFor();
    const field = type(gate, "SECRET plan");
    gate.onReturn(key(field));
    await typed.give(holding("[mark 1] plan"));
    return [field.value, heard, told.at(-1).text, sends('{"text": "[mark 1] plan"}')];
    """
    assert run(script) == ["[mark 1] plan", [], "[mark 1] plan", [True]]


@pytest.mark.parametrize(
    ("now", "after"), [("", "SECRET plan"), ("  \n", "SECRET plan"), ("SECRET plan, b", None)]
)
def test_what_was_kept_back_is_in_its_field_also_where_the_page_emptied_it(
    run: Run, now: str, after: str | None
) -> None:
    script = f"""
    const gate = gateFor();
    const field = type(gate, "SECRET plan");
    gate.onReturn(key(field));
    field.value = {now!r};
    await typed.keep();
    return field.value;
    """
    assert run(script) == (now if after is None else after)


def test_a_request_is_looked_into_only_where_something_was_typed(run: Run) -> None:
    script = """
    const gate = gateFor();
    const nothing = sends(null);
    type(gate, "SECRET plan");
    return [nothing, sends(null), sends('{"seen": true}'), asked];
    """
    assert run(script) == [[True], [None], [True], []]


def test_a_request_with_the_text_waits_for_its_answer(run: Run) -> None:
    script = """
    const gate = gateFor();
    type(gate, "SECRET plan");
    const at = sends('{"text": "Secret  plan!"}');
    await typed.give(holding("SECRET plan"));
    return [at, asked, goes()];
    """
    assert run(script) == [[], ["SECRET plan"], [True]]


def test_a_request_whose_text_was_redacted_does_not_leave(run: Run) -> None:
    script = """
    const gate = gateFor();
    const field = type(gate, "SECRET plan");
    sends('{"text": "SECRET plan"}');
    await typed.give(holding("[mark 1] plan"));
    return [goes(), field.value];
    """
    assert run(script) == [[False], "[mark 1] plan"]


def test_a_page_that_tries_again_by_itself_is_refused_until_the_person_acts(run: Run) -> None:
    script = """
    const gate = gateFor();
    const field = type(gate, "SECRET plan");
    const body = '{"text": "SECRET plan"}';
    sends(body);
    await typed.keep();
    const first = goes();
    const again = [sends(null), sends(body), sends("{}")];
    gate.onPress({ isTrusted: false });  // a click that the page made
    const forged = sends(body);
    gate.onPress({ isTrusted: true });
    sends(body);
    return [first, again, forged, asked.length];
    """
    assert run(script) == [[False], [[None], [False], [True]], [False], 2]


@pytest.mark.parametrize(
    ("fields", "held"), [("SECRET plan", True), ("something else", False)], ids=["with", "without"]
)
def test_a_form_is_held_where_it_carries_the_text(run: Run, fields: str, held: bool) -> None:
    script = f"""
    const gate = gateFor();
    const form = new HTMLFormElement("form");
    type(gate, "SECRET plan");
    form.fields = [{{ name: "a file" }}, "{fields}"];
    const stopped = [];
    gate.onSubmit({{ target: form, submitter: "the button",
      preventDefault: () => stopped.push(1), stopImmediatePropagation: () => stopped.push(2) }});
    if (typed) await typed.give(holding("SECRET plan"));
    return [stopped, heard];
    """
    expected = [[1, 2], [["submit", "the button"]]] if held else [[], []]
    assert run(script) == expected


def test_the_request_that_the_browser_holds_is_asked_about_in_the_page(run: Run) -> None:
    script = """
    gateFor();
    const answers = [];
    const waits = listeners.message({ ask: "send", text: "SECRET" }, {}, (a) => answers.push(a));
    await typed.keep();
    listeners.message({ ask: "send", text: "SECRET" }, {}, (a) => answers.push(a));
    await typed.give(holding("SECRET"));
    const other = listeners.message({ ask: "else" }, {}, () => answers.push("never"));
    return [waits, other ?? "not ours", answers];
    """
    assert run(script) == [True, "not ours", [{"go": False}, {"go": True}]]


def test_after_an_update_the_old_gate_lets_everything_go(run: Run) -> None:
    script = """
    type(gateFor(), "SECRET plan");
    extensionLives = () => false;
    return [sends(null), sends("SECRET plan"), asked];
    """
    assert run(script) == [[True], [True], []]
