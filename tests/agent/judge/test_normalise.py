"""Folding undoes a disguise and knows where each character stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.judge.normalise import fold

ANY_TEXT = st.text(st.characters(), max_size=300)


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("CON\u200bFID\u200cENTIAL", "CONFIDENTIAL"),
        ("CONFI\u00adDENTIAL", "CONFIDENTIAL"),
        ("ＣＯＮＦＩＤＥＮＴＩＡＬ", "CONFIDENTIAL"),
        ("СОNFІDЕNТІАL", "CONFIDENTIAL"),
        ("FU\u0308R", "FÜR"),
        ("a\u00a0b", "a b"),
    ],
)
def test_a_disguised_word_reads_as_the_plain_one(disguised: str, plain: str) -> None:
    assert fold(disguised).text == plain


def test_spaced_capitals_are_joined_and_the_span_covers_all_of_them() -> None:
    folded = fold("x S E C R E T y")
    start = folded.text.index("SECRET")
    assert folded.span(start, start + 6) == (2, 13)


def test_a_wide_gap_parts_two_spaced_words() -> None:
    assert "TOP SECRET" in fold("T O P   S E C R E T").text


def test_spaced_unclassified_stays_one_word() -> None:
    assert fold("U N C L A S S I F I E D").text.split() == ["UNCLASSIFIED"]


def test_a_span_leads_back_across_removed_and_grown_characters() -> None:
    text = "ﬁne \u200b\u200b CON\u200bFIDENTIAL end"
    folded = fold(text)
    start = folded.text.index("CONFIDENTIAL")
    first, last = folded.span(start, start + len("CONFIDENTIAL"))
    assert text[first:last] == "CON\u200bFIDENTIAL"


def test_a_span_is_right_far_into_a_long_text() -> None:
    text = "ä\u200b" * 9000 + "SEC\u200bRET" + "ß" * 9000
    folded = fold(text)
    start = folded.text.index("SECRET")
    first, last = folded.span(start, start + 6)
    assert text[first:last] == "SEC\u200bRET"


def test_plain_ascii_is_the_very_same_text() -> None:
    text = "An ordinary sentence."
    assert fold(text).text is text


@given(ANY_TEXT)
def test_any_text_folds_and_every_span_lies_inside_it(text: str) -> None:
    folded = fold(text)
    for start in range(len(folded.text)):
        first, last = folded.span(start, start + 1)
        assert 0 <= first <= last <= len(text)
