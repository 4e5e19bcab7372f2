from __future__ import annotations

from agent.events import Action, Destination, Level, ToolClass, Verdict
from agent.warn.arming import Arming, Clipboard

CHAT = Destination("ChatGPT", ToolClass.PUBLIC)
GEMINI = Destination("Gemini", ToolClass.PUBLIC)
COPILOT = Destination("Company Copilot", ToolClass.APPROVED)
MARKED = Clipboard(Verdict(Action.JUSTIFY, Level.CONFIDENTIAL), b"marked")
OTHER = Clipboard(Verdict(Action.JUSTIFY, Level.CONFIDENTIAL), b"other")
PLAIN = Clipboard(Verdict(Action.ALLOW, Level.PUBLIC), b"plain")


def action_for(verdict: Verdict, destination: Destination) -> Action:
    safe = verdict.level < Level.CONFIDENTIAL or destination.tool_class is ToolClass.APPROVED
    return Action.ALLOW if safe else Action.JUSTIFY


class Told:
    def __init__(self) -> None:
        self.events: list[str] = []
        self.arming = Arming(
            action_for,
            lambda clipboard, to: self.events.append(f"{clipboard.digest.decode()} → {to.name}"),
            lambda: self.events.append("away"),
        )


def test_marked_text_and_a_public_tool_in_front_are_told_of_once() -> None:
    told = Told()

    told.arming.copied(MARKED)
    told.arming.focused(CHAT)
    told.arming.focused(None)
    told.arming.focused(CHAT)

    assert told.events == ["marked → ChatGPT", "away"]
    assert told.arming.armed


def test_copying_while_the_tool_is_in_front_is_told_of_as_well() -> None:
    told = Told()

    told.arming.focused(CHAT)
    told.arming.copied(MARKED)

    assert told.events == ["marked → ChatGPT"]


def test_another_tool_and_another_text_are_told_of_anew() -> None:
    told = Told()

    told.arming.copied(MARKED)
    told.arming.focused(CHAT)
    told.arming.focused(GEMINI)
    told.arming.copied(OTHER)

    assert told.events == ["marked → ChatGPT", "marked → Gemini", "other → Gemini"]


def test_plain_text_and_approved_tools_are_nothing_to_tell_of() -> None:
    told = Told()

    told.arming.copied(PLAIN)
    told.arming.focused(CHAT)
    told.arming.copied(MARKED)
    told.arming.focused(COPILOT)

    assert told.events == ["marked → ChatGPT", "away"]


def test_a_cleared_clipboard_takes_the_notice_away() -> None:
    told = Told()
    told.arming.focused(CHAT)
    told.arming.copied(MARKED)

    told.arming.copied(None)

    assert told.events == ["marked → ChatGPT", "away"]
    assert not told.arming.armed


def test_the_notice_makes_way_for_the_question_itself() -> None:
    told = Told()
    told.arming.copied(MARKED)
    told.arming.focused(CHAT)

    told.arming.asked()

    assert told.events == ["marked → ChatGPT", "away"]
    assert told.arming.armed
