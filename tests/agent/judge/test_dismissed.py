"""“Not sensitive” quiets one finding in one surrounding."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.events import PLAIN, Content, Finding, Level
from agent.judge.dismissed import AROUND, MOST, Dismissed

TEXT = "Our test account is 12345 and it may be shown to anybody who asks for it."


def finding(text: str, value: str = "12345", rule: str = "personal.iban") -> Finding:
    start = text.index(value)
    return Finding(rule, "personal", Level.CONFIDENTIAL, start, start + len(value), 0.9, "Why.")


def dismissing(text: str) -> Dismissed:
    dismissed, content = Dismissed(b"salt"), Content({PLAIN: text})
    dismissed.dismiss(dismissed.surroundings(content, [finding(text)]))
    return dismissed


def left(dismissed: Dismissed, text: str, found: Finding | None = None) -> int:
    return len(dismissed.without(Content({PLAIN: text}), (found or finding(text),)))


def test_the_same_finding_in_the_same_surrounding_is_quiet() -> None:
    assert left(dismissing(TEXT), TEXT) == 0


def test_it_stays_quiet_where_the_text_goes_on_further_away() -> None:
    before, after = "x" * AROUND, "y" * AROUND
    dismissed = dismissing(f"One. {before}12345{after} Two.")
    assert left(dismissed, f"Three. {before}12345{after} Four.") == 0


def test_the_same_value_in_another_surrounding_is_new() -> None:
    assert left(dismissing(TEXT), "The real one is 12345.") == 1


def test_another_rule_at_the_same_place_is_new() -> None:
    assert left(dismissing(TEXT), TEXT, finding(TEXT, rule="personal.card")) == 1


def test_all_is_forgotten_when_the_person_leaves() -> None:
    dismissed = dismissing(TEXT)
    dismissed.forget()
    assert left(dismissed, TEXT) == 1


def test_no_text_is_kept() -> None:
    assert "account" not in repr(vars(dismissing(TEXT)))


def test_the_oldest_answers_go_where_there_are_too_many() -> None:
    dismissed = dismissing(TEXT)
    dismissed.dismiss(str(number).encode() for number in range(MOST))
    assert left(dismissed, TEXT) == 1


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_any_text_and_span_can_be_dismissed(text: str, start: int, length: int) -> None:
    found = Finding("a.b", "a", Level.INTERNAL, start, start + length, 0.5, "Why.")
    dismissed, content = Dismissed(b"salt"), Content({PLAIN: text})
    dismissed.dismiss(dismissed.surroundings(content, [found]))
    assert dismissed.without(content, (found,)) == ()
