"""Marks and mentions as modern papers have them, in many languages; each is a whole short text.

`marked.txt` holds what must be found, `mentions.txt` what must not, parted by a line of `=====`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.events import PLAIN, Content
from agent.judge.judge import Judge
from agent.judge.sensitive.rule import SCHEMES
from agent.rulebook import RulebookKeeper

JUDGE = Judge(RulebookKeeper().current)
HERE = Path(__file__).parent


def texts(name: str) -> list[str]:
    return (HERE / name).read_text("utf-8").rstrip("\n").split("\n=====\n")


def marks(text: str) -> list[str]:
    findings = JUDGE.findings(Content({PLAIN: text}))
    return [finding.rule for finding in findings if finding.scheme not in SCHEMES]


@pytest.mark.parametrize("text", texts("marked.txt"))
def test_a_mark_is_found(text: str) -> None:
    assert marks(text)


@pytest.mark.parametrize("text", texts("mentions.txt"))
def test_a_mention_is_not_taken_for_a_mark(text: str) -> None:
    assert marks(text) == []
