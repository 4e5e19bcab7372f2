"""A header is remembered for its body, and for nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.events import PLAIN, Content, Destination, Finding, Level, ToolClass
from agent.judge.judge import Judge
from agent.judge.memory import PATIENCE, PasteMemory
from agent.judge.redact import redact
from agent.rulebook import RulebookKeeper

JUDGE = Judge(RulebookKeeper().current)
HEADER = "CONFIDENTIAL\nProject Harbour, draft 3"
BODY = "The harbour closes in May, and the boats move to the northern quay."
OTHER = "How do I sort a list in Python by the second part of each of its pairs?"


@pytest.fixture
def memory() -> PasteMemory:
    return PasteMemory(b"salt")


def paste(memory: PasteMemory, text: str, now: float, to: str = "Chat") -> tuple[Finding, ...]:
    content = Content({PLAIN: text})
    return memory.joined(content, JUDGE.findings(content), to, now)


def test_a_body_is_judged_with_the_header_pasted_before_it(memory: PasteMemory) -> None:
    paste(memory, HEADER, 0)
    (finding,) = paste(memory, BODY, 60)
    assert (finding.level, finding.start, finding.end) == (Level.CONFIDENTIAL, 0, 0)
    assert finding.evidence == ("+ a header with this mark was pasted just before",)


def test_the_body_is_judged_so_each_time_it_is_pasted(memory: PasteMemory) -> None:
    paste(memory, HEADER, 0)
    assert paste(memory, BODY, 10) and paste(memory, BODY, 20)


def test_a_header_speaks_for_one_text_only(memory: PasteMemory) -> None:
    paste(memory, HEADER, 0)
    paste(memory, BODY, 10)
    assert paste(memory, OTHER, 20) == ()


def test_a_header_is_forgotten_after_a_few_minutes(memory: PasteMemory) -> None:
    paste(memory, HEADER, 0)
    assert paste(memory, BODY, PATIENCE) == ()


def test_a_header_is_forgotten_when_the_screen_is_locked(memory: PasteMemory) -> None:
    paste(memory, HEADER, 0)
    memory.forget()
    assert paste(memory, BODY, 1) == ()


def test_a_header_for_one_tool_says_nothing_to_another(memory: PasteMemory) -> None:
    paste(memory, HEADER, 0)
    assert paste(memory, BODY, 1, "Other") == ()


def test_a_whole_marked_text_is_no_header(memory: PasteMemory) -> None:
    paste(memory, f"CONFIDENTIAL\n\n{BODY}", 0)
    assert paste(memory, OTHER, 1) == ()


def test_a_marked_sentence_is_no_header(memory: PasteMemory) -> None:
    paste(memory, "CONFIDENTIAL\n\nThe menu of the canteen.", 0)
    assert paste(memory, OTHER, 1) == ()


def test_a_short_question_is_no_body(memory: PasteMemory) -> None:
    paste(memory, HEADER, 0)
    assert paste(memory, "What is this?", 1) == ()
    assert paste(memory, BODY, 2)


def test_a_body_under_a_header_is_redacted_whole(memory: PasteMemory) -> None:
    paste(memory, HEADER, 0)
    result = redact(Content({PLAIN: BODY}), paste(memory, BODY, 1))
    assert result.text == "[confidential passage 1 left out]"


def test_a_body_under_a_header_gets_a_verdict_of_its_level(memory: PasteMemory) -> None:
    paste(memory, HEADER, 0)
    verdict = JUDGE.weighed(paste(memory, BODY, 1), Destination("Chat", ToolClass.PUBLIC))
    assert (verdict.level, verdict.clause) == (Level.CONFIDENTIAL, "3.2")


def test_no_text_is_kept(memory: PasteMemory) -> None:
    paste(memory, HEADER, 0)
    paste(memory, BODY, 1)
    assert "arbour" not in repr(vars(memory))


@settings(deadline=None)
@given(st.lists(st.tuples(st.text() | st.sampled_from([HEADER, BODY]), st.integers(0, 500))))
def test_any_pastes_can_be_remembered(pastes: list[tuple[str, int]]) -> None:
    memory = PasteMemory(b"salt")
    for text, now in pastes:
        paste(memory, text, now)
