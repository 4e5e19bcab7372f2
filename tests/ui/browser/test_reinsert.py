"""What a page is given of what was held, and in which order: in node, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

#: `log` is what the page heard of and what was typed; `takes` are kinds of events that it takes.
FOUND = """
const log = [], takes = new Set();
isPage("DataTransfer", class {
  kinds = {};
  items = { add: (file) => this.files.push(file) };
  files = [];
  setData(kind, words) { this.kinds[kind] = words; }
});
class Given extends Event {
  constructor(kind, about) {
    super(kind, about);
    // Firefox copies what the constructor is given: an empty one.
    this.given = about.clipboardData || about.dataTransfer ? new DataTransfer() : null;
    Object.assign(this, { inputType: about.inputType, data: about.data ?? null });
  }
  get clipboardData() { return this.given; }
  get dataTransfer() { return this.given; }
}
for (const name of ["ClipboardEvent", "InputEvent", "DragEvent"]) isPage(name, Given);
isPage("Element", class extends EventTarget {
  dispatchEvent(event) {
    const { kinds = {}, files = [] } = event.given ?? {};
    const said = event.inputType ?? event.type;
    log.push([said, event.data, kinds, files.length]);
    if (takes.has(event.type)) event.preventDefault();
    return !event.defaultPrevented;
  }
  closest() { return this.host ?? null; }
  isConnected = true;
  textContent = "";
});
isPage("HTMLElement", class extends Element {});
isPage("HTMLInputElement", class extends HTMLElement {});
isPage("HTMLTextAreaElement", class extends HTMLElement {});
isPage("navigator", { userAgent: "Firefox/153.0" });
isPage("document", {
  body: new HTMLElement(),
  caretPositionFromPoint: () => null,
  execCommand: (command, _ui, words) => log.push([command, words]),
  implementation: { createHTMLDocument: () => ({ body: {
    setHTML(html) { this.html = html.replace(/<script.*?<\\/script>/g, ""); },
    getHTML() { return this.html; },
  } }) },
});
const rich = () => {
  const made = new HTMLElement();
  made.host = Object.assign(new HTMLElement(), { contentEditable: "true" });
  return made;
};
const give = async (target, held) => {
  const detail = { files: [], html: "", ...held, target };
  dispatchEvent(new CustomEvent("plimsoll-reinsert", { detail }));
  await new Promise((done) => setTimeout(done, held.point ? 150 : 5));
  return log;
};
"""

Run = Callable[[str], Any]
PASTED: dict[str, Any] = {"text/plain": "a"}


@pytest.fixture
def run(in_page_world: Callable[..., Any]) -> Run:
    return lambda script: in_page_world(FOUND, "reinsert", script)


def test_whoever_takes_the_paste_is_given_nothing_more(run: Run) -> None:
    script = 'takes.add("paste"); return give(rich(), { plain: "a", html: "<b>a</b>" });'
    assert run(script) == [["paste", None, {**PASTED, "text/html": "<b>a</b>"}, 0]]


def test_whoever_leaves_the_paste_to_the_browser_may_take_its_input(run: Run) -> None:
    script = 'takes.add("beforeinput"); return give(rich(), { plain: "a" });'
    assert run(script) == [
        ["paste", None, PASTED, 0],
        ["insertFromPaste", None, PASTED, 0],
    ]


def test_a_plain_field_is_typed_into(run: Run) -> None:
    script = 'return give(new HTMLTextAreaElement(), { plain: "a", html: "<b>a</b>" });'
    assert run(script) == [
        ["paste", None, {**PASTED, "text/html": "<b>a</b>"}, 0],
        ["insertFromPaste", "a", {}, 0],
        ["insertText", "a"],
    ]


def test_a_rich_field_has_the_markup_without_its_scripts(run: Run) -> None:
    script = """
    const html = "x<!--StartFragment--><b>a</b><script>bad()</script><!--EndFragment-->y";
    return (await give(rich(), { plain: "a", html })).at(-1);
    """
    assert run(script) == ["insertHTML", "<b>a</b>"]


def test_files_alone_are_pasted_and_nothing_is_typed(run: Run) -> None:
    script = 'return give(rich(), { plain: "", files: [{}, {}] });'
    assert run(script) == [["paste", None, {}, 2]]


@pytest.mark.parametrize(
    ("takes", "after"), [("", ["input", "change"]), ("drop", [])], ids=["left", "taken"]
)
def test_dropped_files_go_into_a_field_that_takes_no_drop(
    run: Run, takes: str, after: list[str]
) -> None:
    script = f"""
    takes.add({takes!r});
    const field = Object.assign(new HTMLInputElement(), {{ type: "file" }});
    await give(field, {{ plain: "", files: [{{}}], point: {{ x: 1, y: 2 }} }});
    return [log.map(([kind]) => kind), field.files?.length ?? 0];
    """
    assert run(script) == [["drop", *after], len(after) // 2]


def test_a_dropped_text_is_pasted_where_it_was_dropped(run: Run) -> None:
    script = """
    const field = new HTMLTextAreaElement();
    Object.assign(field, {
      focus: () => log.push("focus"),
      setSelectionRange: (...place) => log.push(place),
      selectionEnd: 8,
    });
    document.caretPositionFromPoint = (x, y) => (x === 3 && y === 4
      ? { offsetNode: field, offset: 7 } : null);
    await give(field, { plain: "a", point: { x: 3, y: 4 } });
    return log.map((heard) => (Array.isArray(heard) && heard.length === 4 ? heard[0] : heard));
    """
    assert run(script) == [
        *("focus", [7, 7]),  # the caret first, then what comes there
        *("drop", "dragleave"),  # nobody took it, and no editor takes a paste amid a drag
        *("paste", "insertFromPaste", ["insertText", "a"]),
        [7, 8],  # and as browsers leave a drop, it is selected
    ]


@pytest.mark.parametrize(
    ("made", "after"), [("ab", []), ("", ["dragleave", "paste"])], ids=["something", "nothing"]
)
def test_an_editor_that_takes_a_drop_and_makes_something_of_it_is_given_no_paste(
    run: Run, made: str, after: list[str]
) -> None:
    script = f"""
    takes.add("drop").add("paste");
    const place = rich();
    setTimeout(() => (place.host.textContent += {made!r}), 20);
    await give(place, {{ plain: "a", point: {{ x: 3, y: 4 }} }});
    return log.map(([kind]) => kind);
    """
    assert run(script) == ["drop", *after]


def test_the_page_hears_nothing_of_the_call_itself(run: Run) -> None:
    script = """
    const heard = [];
    addEventListener("plimsoll-reinsert", () => heard.push(1));
    await give(rich(), { plain: "a" });
    return heard;
    """
    assert run(script) == []
