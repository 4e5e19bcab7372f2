"""Every example that a rule finds, in each disguise of the bench."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agent.events import PLAIN, Content
from agent.judge.judge import Judge
from agent.judge.rule import Kind, Rule
from agent.rulebook import RulebookKeeper
from bench.disguise import DISGUISES

BOOK = RulebookKeeper().current
JUDGE = Judge(BOOK)
EXAMPLES = [(rule, text) for rule in BOOK.rules for text in rule.matches]
#: Disguises that undo themselves: whatever was a mark is one again, letter by letter.
EXACT = ["zero width", "soft hyphens", "full width", "look-alikes", "mixed scripts"]
EXACT += ["entities", "hexadecimal entities", "percent", "percent, all letters"]
#: Disguises of letters: a mark whose grammar lives on small letters or signs may lose its rule and
#: a few marks are lost; most must be found by some rule.
LOOSE = {
    "letter-spaced": 0.95,
    "hyphen-spaced": 0.90,
    "dotted": 0.90,
    "broken lines": 0.95,
    "leet": 0.95,
    "base64": 0.95,
    "base64 in lines": 0.95,
}


def rules_in(text: str) -> set[str]:
    return {finding.rule for finding in JUDGE.findings(Content({PLAIN: text}))}


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize(
    ("rule", "text"), [pytest.param(r, t, id=f"{r.id}-{i}") for i, (r, t) in enumerate(EXAMPLES)]
)
def test_a_disguise_that_undoes_itself_changes_nothing(rule: Rule, text: str, name: str) -> None:
    assert rule.id in rules_in(DISGUISES[name](text))


@pytest.mark.parametrize(("name", "least"), LOOSE.items(), ids=list(LOOSE))
def test_most_examples_are_found_in_a_disguise_of_letters(name: str, least: float) -> None:
    texts = [text for rule, text in EXAMPLES if rule.kind is not Kind.NOTICE]
    assert share_found(DISGUISES[name], texts) >= least


def test_most_stamps_are_found_when_a_scanner_misread_one_letter_of_each_word() -> None:
    texts = ["SECRET", "TOP SECRET", "CONFIDENTIAL", "RESTRICTED", "VERTRAULICH", "GEHEIM"]
    assert share_found(DISGUISES["misread"], [f"{t}\n\nThe harbour plan." for t in texts]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "S3CR3T4RY of the harbour",
        "Part A4B5C6 fits H1N1 and COVID19",
        "U N C L A S S I F I E D\n\nThe harbour plan.",
        "The well-\nknown harbour",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
        "https://harbour.example/search?q=tide%20table&day=monday",
    ],
)
def test_ordinary_text_that_looks_disguised_stays_ordinary(text: str) -> None:
    assert rules_in(text) == set()


def test_a_mark_in_base64_covers_its_block() -> None:
    block = DISGUISES["base64"]("TOP SECRET//SI//NOFORN\n\nThe harbour plan.")
    text = f"See below.\n{block}\nRegards"
    (finding, *_) = JUDGE.findings(Content({PLAIN: text}))
    assert text[finding.start : finding.end] == block


def share_found(disguise: Callable[[str], str], texts: list[str]) -> float:
    return sum(bool(rules_in(disguise(text))) for text in texts) / len(texts)
