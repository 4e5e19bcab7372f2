"""One pass says which rules have a candidate: no rule that would find a place is left out."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.judge.markers import Markers, Pattern
from agent.judge.normalise import fold
from agent.judge.patience import Patience
from agent.judge.rule import Kind
from agent.rulebook import RulebookKeeper

RULES = RulebookKeeper().current.rules
MARKERS = Markers(RULES)
PATTERNS = list(enumerate(map(Pattern, RULES)))
WORDS = sorted({word for rule in RULES if rule.kind is Kind.WORD for word in rule.words})
BESIDE = st.sampled_from(
    [
        "",
        " ",
        "  ",
        " " * 9,
        " a ",
        "a",
        " 7 ",
        "\n",
        ".",
        ". ",
        " ä ",
        "•",
        "a  ",
        "  a",
        "\t",
        "-",
    ]
)


@settings(deadline=None, max_examples=600)
@given(
    BESIDE,
    st.sampled_from(WORDS),
    st.sampled_from([str.upper, str.lower, str.capitalize, str.title, str.swapcase]),
    BESIDE,
)
def test_a_rule_that_finds_a_place_is_among_those_met(
    before: str, word: str, case: Callable[[str], str], behind: str
) -> None:
    folded = fold(before + case(word) + behind)
    patience = Patience(folded.text)
    finding = {number for number, pattern in PATTERNS if any(pattern.spans(folded, patience))}
    assert finding <= set(MARKERS.met(folded).rules)
