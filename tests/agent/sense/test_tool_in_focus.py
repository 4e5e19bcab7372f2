"""Which tool has the focus: the program's word and the extension's, put together."""

from __future__ import annotations

import pytest

from agent.catalogue import load_catalogue
from agent.events import Channel, Destination, ToolClass
from agent.sense.browser import InFocus, ToolInFocus
from agent.sense.focus import FocusChange

CHATGPT = InFocus(Destination("ChatGPT", ToolClass.PUBLIC, "openai-chatgpt"), Channel.BROWSER)
CURSOR = InFocus(Destination("Cursor", ToolClass.PUBLIC, "cursor"), Channel.IDE)
BROWSER = FocusChange("chromium", 1)
EDITOR = FocusChange("gedit", 2)
AI_EDITOR = FocusChange("cursor", 3, "cursor")
NOBODY = FocusChange()

Told = list[InFocus | None]


@pytest.fixture
def told() -> Told:
    return []


@pytest.fixture
def focus(told: Told) -> ToolInFocus:
    return ToolInFocus(load_catalogue(), told.append)


def test_an_ai_site_in_the_browser_in_front_is_the_tool_in_focus(
    focus: ToolInFocus, told: Told
) -> None:
    focus.focused(BROWSER)
    focus.tab("chatgpt.com")
    assert focus.current == CHATGPT
    assert told == [CHATGPT]


def test_the_extension_is_believed_where_the_desktop_tells_nothing(
    focus: ToolInFocus, told: Told
) -> None:
    focus.tab("chatgpt.com")
    assert told == [CHATGPT]


def test_an_unknown_program_in_front_does_not_hide_the_tab(focus: ToolInFocus, told: Told) -> None:
    focus.focused(NOBODY)
    focus.tab("chatgpt.com")
    assert told == [CHATGPT]


def test_an_ai_tab_behind_another_window_is_not_in_focus(focus: ToolInFocus, told: Told) -> None:
    focus.focused(BROWSER)
    focus.tab("chatgpt.com")
    focus.focused(EDITOR)
    assert told == [CHATGPT, None]
    focus.focused(BROWSER)
    assert told == [CHATGPT, None, CHATGPT]


def test_a_program_that_is_a_tool_wins_over_the_tab_behind_it(
    focus: ToolInFocus, told: Told
) -> None:
    focus.tab("chatgpt.com")
    focus.focused(AI_EDITOR)
    assert told == [CHATGPT, CURSOR]


def test_an_ordinary_site_is_no_tool(focus: ToolInFocus, told: Told) -> None:
    focus.focused(BROWSER)
    focus.tab("example.com")
    assert told == []


def test_nothing_is_said_twice(focus: ToolInFocus, told: Told) -> None:
    focus.focused(BROWSER)
    for host in ("chatgpt.com", "chatgpt.com", "ab.chatgpt.com"):
        focus.tab(host)
    focus.tab(None)
    focus.tab(None)
    assert told == [CHATGPT, None]
