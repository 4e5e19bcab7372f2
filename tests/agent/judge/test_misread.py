"""Damaged words of marks are read as what they were; words that are words stay."""

from __future__ import annotations

import pytest

from agent.events import PLAIN, Content
from agent.judge.judge import Judge
from agent.rulebook import RulebookKeeper

JUDGE = Judge(RulebookKeeper().current)


def found(text: str) -> list[str]:
    findings = JUDGE.findings(Content({PLAIN: text}))
    return [text[finding.start : finding.end] for finding in findings]


@pytest.mark.parametrize(
    "words",
    [
        *("SEGRET", "CONFIDEMTIAL", "C0NFIDENTlAL", "Confidental", "CONFIDNETIAL", "SEC RET"),
        *("CONFI DENTIAL", "Intemal use only", "EYFS 0NLY", "VERTRAULlCH", "RESTRlCTED", "GEHE1M"),
    ],
)
def test_a_damaged_stamp_is_found_where_it_stands(words: str) -> None:
    assert any(words.startswith(mark) for mark in found(f"{words}\n\nThe harbour plan."))


def test_a_damaged_label_field_is_read_as_one() -> None:
    assert found("C1assification: Confidentia1\n\nThe harbour plan.") == ["Confidentia1"]


@pytest.mark.parametrize(
    "text",
    [
        "INTERVAL\n\nThe harbour plan.",
        "SECRETE\n\nThe gland.",
        "Convert\n\nThe unit of length.",
        "Interna\n\nLa rotta del porto.",
        "We keep confidental information about the boats.",
        "The SECRETARY of the harbour",
    ],
)
def test_a_word_that_only_looks_damaged_is_no_mark(text: str) -> None:
    assert found(text) == []
