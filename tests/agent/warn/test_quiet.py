from __future__ import annotations

import pytest

from agent.events import Choice
from agent.warn.quiet import QuietTime


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("choice", [Choice.CONTINUED, Choice.NOT_SENSITIVE])
def test_what_was_let_through_is_not_asked_about_again_for_a_while(choice: Choice) -> None:
    clock = Clock()
    quiet = QuietTime(clock, 600)

    quiet.remember(b"text", "ChatGPT", choice)

    assert quiet.covers(b"text", "ChatGPT")
    clock.now = 601
    assert not quiet.covers(b"text", "ChatGPT")


@pytest.mark.parametrize("choice", [Choice.CANCELLED, Choice.REDACTED, Choice.SANDBOX, Choice.NONE])
def test_after_any_other_answer_the_next_paste_is_a_new_question(choice: Choice) -> None:
    quiet = QuietTime(Clock(), 600)

    quiet.remember(b"text", "ChatGPT", choice)

    assert not quiet.covers(b"text", "ChatGPT")


def test_another_text_and_another_tool_are_new_questions() -> None:
    quiet = QuietTime(Clock(), 600)

    quiet.remember(b"text", "ChatGPT", Choice.CONTINUED)

    assert not quiet.covers(b"other", "ChatGPT")
    assert not quiet.covers(b"text", "Gemini")
