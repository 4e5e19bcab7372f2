"""Where something was going to, and how it gets there after all: a field, a caret, a file field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

#: `given` is what page/in_page/reinsert.js would hear of, `done` what happened to the page.
FOUND = """
const given = [], done = [];
globalThis.Event = class {
  constructor(type, about) { Object.assign(this, { type, ...about }); }
};
globalThis.CustomEvent = class extends Event {};
globalThis.DragEvent = class DragEvent extends Event {};
globalThis.Node = Element;
globalThis.window = "the page's world";
globalThis.dispatchEvent = ({ type, detail: { target, ...detail } }) =>
  given.push([target.tag, type, detail]);
Object.assign(Element.prototype, {
  getRootNode: () => document,
  dispatchEvent(event) {
    given.push([this.tag, event.type, event.detail ?? null]);
    return true;
  },
  focus() { done.push(["focus", this.tag]); document.activeElement = this; },
  setSelectionRange(...place) { done.push(["select", ...place]); },
  select() { done.push(["select all"]); },
});
const range = { startContainer: { isConnected: true }, cloneRange: () => range };
let ranges = [range];
const selection = {
  get rangeCount() { return ranges.length; },
  getRangeAt: (place) => ranges[place],
  removeAllRanges: () => done.push(["no range"]),
  addRange: (one) => done.push(["range", one === range]),
  selectAllChildren: (one) => done.push(["all of", one.tag]),
};
globalThis.getSelection = () => selection;
const textarea = (from = 2, to = 5) => Object.assign(
  new HTMLTextAreaElement("textarea"), { selectionStart: from, selectionEnd: to });
const paste = (target) => ({ composedPath: () => [target] });
const drop = (target) => Object.assign(new DragEvent("drop"),
  { composedPath: () => [target], clientX: 7, clientY: 9 });
const held = { plain: "a", html: "", files: [] };
"""

InPage = Callable[..., Any]
Run = Callable[..., Any]
HELD = {"plain": "a", "html": "", "files": []}


@pytest.fixture
def run(in_page: InPage) -> Run:
    return lambda script, *files: in_page(script, *files, found=FOUND)


def test_focus_and_selection_of_a_field_come_back(run: Run) -> None:
    script = """
    const field = (document.activeElement = textarea());
    const place = new Place(paste(field));
    Object.assign(field, { selectionStart: 0, selectionEnd: 0 });  // the dialog took the caret
    place.restore();
    return done;
    """
    assert run(script, "place") == [["focus", "textarea"], ["select", 2, 5]]


def test_the_caret_of_a_rich_editor_comes_back_where_it_still_stands(run: Run) -> None:
    script = """
    const editor = (document.activeElement = new HTMLElement("div"));
    const place = new Place(paste(editor));
    place.restore();
    range.startContainer.isConnected = false;  // the editor drew itself anew
    place.restore();
    return done;
    """
    focus = ["focus", "div"]
    assert run(script, "place") == [focus, ["no range"], ["range", True], focus]


def test_a_field_that_is_gone_is_left_alone_and_the_one_with_the_focus_is_given(run: Run) -> None:
    script = """
    const field = (document.activeElement = textarea());
    const place = new Place(paste(field));
    field.isConnected = false;
    ranges = [];
    const other = (document.activeElement = new HTMLElement("other"));
    place.restore();
    place.give(held);
    return [given, done.filter(([what]) => what === "focus")];
    """
    assert run(script, "giving", "place") == [[["other", "plimsoll-reinsert", HELD]], []]


def test_the_focus_is_found_inside_of_open_shadow_roots(run: Run) -> None:
    script = """
    const inner = new HTMLElement("inner");
    const host = new HTMLElement("host");
    host.shadowRoot = { activeElement: inner };
    document.activeElement = host;
    new Place(paste(inner)).restore();
    return done[0];
    """
    assert run(script, "place") == ["focus", "inner"]


def test_a_drop_is_given_at_its_point_and_a_paste_at_none(run: Run) -> None:
    script = """
    const field = (document.activeElement = textarea());
    new Place(drop(field)).give(held);
    new Place(paste(field)).give(held);
    new Place(drop(field)).give({ ...held, files: [{}] });
    return given.map(([, kind, detail]) => [kind, detail?.point ?? null]);
    """
    point = {"x": 7, "y": 9}
    assert run(script, "giving", "place") == [
        ["plimsoll-reinsert", point],
        ["plimsoll-reinsert", None],
        ["plimsoll-reinsert", point],
    ]


def test_a_page_that_waits_for_a_drop_hears_that_it_went_away(run: Run) -> None:
    script = """
    const field = (document.activeElement = textarea());
    new Place(paste(field)).keep();
    new Place(drop(field)).keep();
    return given;
    """
    assert run(script, "place") == [["textarea", "dragleave", None]]


def test_what_is_given_in_firefox_is_the_page_worlds_own(run: Run) -> None:
    script = """
    const field = textarea();
    giveToPage(field, held);
    globalThis.cloneInto = (thing, world) => ({ ...thing, world });
    giveToPage(field, held);
    return given.map(([, , detail]) => detail.world ?? null);
    """
    assert run(script, "giving") == [None, "the page's world"]


def test_a_text_is_replaced_as_a_whole_after_an_editor_heard_of_it(run: Run) -> None:
    script = """
    const field = textarea(), editor = new HTMLElement("div");
    const both = [replaceText(field, "a"), replaceText(editor, "a")];
    const before = given.length;
    await Promise.all(both);
    return [before, done, given];
    """
    selected = [["focus", "textarea"], ["select all"], ["focus", "div"], ["all of", "div"]]
    pasted = [[tag, "plimsoll-reinsert", HELD] for tag in ("textarea", "div")]
    assert run(script, "giving") == [0, selected, pasted]


def test_picked_files_leave_their_field_and_its_second_event_is_kept_back(run: Run) -> None:
    script = """
    let heard;
    const root = { addEventListener: (_k, hear) => (heard = hear),
                   removeEventListener: (_k, hear) => done.push(hear === heard) };
    const field = Object.assign(new HTMLInputElement("input"),
      { type: "file", files: ["a", "b"], value: "a.txt", getRootNode: () => root });
    const taken = new Picked(field).take();
    heard({ stopImmediatePropagation: () => done.push("kept back") });
    await new Promise((later) => setTimeout(later, 2));
    return [taken, field.value, done];
    """
    held = {"plain": "", "html": "", "files": ["a", "b"]}
    assert run(script, "picked") == [held, "", ["kept back", True]]


def test_picked_files_come_back_with_both_events(run: Run) -> None:
    script = """
    globalThis.DataTransfer = class {
      files = [];
      items = { add: (file) => this.files.push(file) };
    };
    const field = Object.assign(new HTMLInputElement("input"), { type: "file", files: [] });
    new Picked(field).give({ plain: "", html: "", files: ["a", "b"] });
    return [field.files, given.map(([, kind]) => kind)];
    """
    assert run(script, "picked") == [["a", "b"], ["input", "change"]]


def test_only_a_field_for_files_is_one(run: Run) -> None:
    script = """
    const input = (type) => Object.assign(new HTMLInputElement("input"), { type });
    const fields = [input("file"), input("text"), new HTMLElement("div"), document];
    return fields.map((field) => Picked.fieldOf(paste(field)) === field);
    """
    assert run(script, "picked") == [True, False, False, False]
