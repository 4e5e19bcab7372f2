"""Where a page may be before the guard: in node, with a window, a frame and their focus made up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]

FRAMES = """
const log = [];
const window = { focus: () => (document.activeElement = body) };
const field = { tag: "textarea", focus() { document.activeElement = frame; log.push("back"); } };
const body = new HTMLElement("body");
const frame = new HTMLElement("iframe");
frame.contentDocument = { activeElement: field };
frame.blur = () => log.push("left");
document.activeElement = body;
document.hasFocus = () => true;
const focusedElement = () => document.activeElement;
const withinShadow = (thing) => thing;
const editableOf = (thing) => thing === field;
const soon = () => new Promise((done) => setTimeout(done, 5));
let question = null, isAsked = false;
const asked = (place) => { log.push("asked"); question = place; };
"""
BEGIN = """
const frames = new EarlyFrames(asked, () => isAsked);
const second = { target: frame, stopImmediatePropagation() {} };
const into = async (key = {}) => {
  frames.onKey(key);
  document.activeElement = frame;
  frames.onBlur();
  await soon();
};
"""


@pytest.fixture
def run(in_page: Run) -> Run:
    return lambda script: in_page(f"{BEGIN}{script}", "early_frames", found=FRAMES)


def test_only_a_frame_whose_guard_came_second_is_asked_about(run: Run) -> None:
    script = """
    setTimeout(() => process.exit(), 200); // it goes on looking
    await into();
    const before = [...log];
    frames.onSecond(second);
    await into();
    return [before, log];
    """
    assert run(script) == [[], ["asked"]]


def test_it_is_asked_about_once_for_each_time_that_it_gets_the_focus(run: Run) -> None:
    script = """
    setTimeout(() => process.exit(), 200);
    frames.onSecond(second);
    await into(); question.give(); await into();
    const once = [...log];
    document.activeElement = body; frames.onBlur(); await soon(); await into();
    return [once, log];
    """
    assert run(script) == [["asked"], ["asked", "asked"]]


def test_where_a_paste_may_come_at_once_the_focus_leaves_until_it_is_answered(run: Run) -> None:
    script = """
    setTimeout(() => process.exit(), 200);
    frames.onSecond(second);
    await into({ ctrlKey: true }); question.give(); await into({ ctrlKey: true });
    return log;
    """
    assert run(script) == ["left", "asked", "back"]


def test_while_the_question_stands_a_page_cannot_put_the_focus_there(run: Run) -> None:
    script = """
    setTimeout(() => process.exit(), 200);
    frames.onSecond(second);
    await into();
    isAsked = true;
    document.activeElement = body; await into();
    isAsked = false; question.keep();
    return log;
    """
    assert run(script)[:2] == ["asked", "left"]


@pytest.mark.parametrize(
    ("entry", "state", "browser", "first"),
    [
        ("null", "loading", "Chrome/156", True),
        ("null", "complete", "Firefox/153", True),
        ("null", "loading", "Firefox/153", False),
        ("{}", "loading", "Chrome/156", False),
    ],
)
def test_a_guard_is_first_only_in_a_window_without_a_page_of_its_own(
    run: Run, entry: str, state: str, browser: str, first: bool
) -> None:
    script = f"""
    Object.defineProperty(globalThis, "navigator", {{ value: {{ userAgent: "{browser}" }} }});
    window.navigation = {{ currentEntry: {entry} }};
    document.readyState = "{state}";
    return wasFirst();
    """
    assert run(script) is first
