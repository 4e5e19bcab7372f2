"""Originals come back into the answer to what was redacted last, and are gone in time."""

from __future__ import annotations

import pytest

from agent.events import Choice
from agent.judge.redact import Redacted
from agent.service.originals import MOST_OFFERED, Originals

IBAN = Redacted("Pay to [iban 1].", 1, {"[iban 1]": "DE02 1203 0000 0000 2020 51"})
NAME = Redacted("Ask [mail 1].", 1, {"[mail 1]": "ada@harbour.example"})


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def originals(clock: Clock) -> Originals:
    kept = Originals(clock, seconds=60)
    kept.offered("a", IBAN)
    return kept


def test_what_was_redacted_is_put_back(originals: Originals) -> None:
    originals.answered("a", Choice.REDACTED)
    assert originals.found_in("Paid to [IBAN 1] and again to [iban 1].") == 2
    assert originals.put_back("Paid to [IBAN 1].") == "Paid to DE02 1203 0000 0000 2020 51."


@pytest.mark.parametrize("choice", [Choice.CANCELLED, Choice.CONTINUED, Choice.NONE])
def test_what_was_not_redacted_is_not_kept(originals: Originals, choice: Choice) -> None:
    originals.answered("a", choice)
    assert originals.found_in("Paid to [iban 1].") == 0


def test_the_last_redaction_is_the_one_that_counts(originals: Originals) -> None:
    originals.answered("a", Choice.REDACTED)
    originals.offered("b", NAME)
    originals.answered("b", Choice.REDACTED)
    assert originals.found_in("Paid to [iban 1].") == 0
    assert originals.put_back("Asked [mail 1].") == "Asked ada@harbour.example."


def test_each_redaction_is_asked_for_by_its_flow(originals: Originals, clock: Clock) -> None:
    originals.answered("a", Choice.REDACTED)
    clock.now = 30.0
    originals.offered("b", NAME)
    originals.answered("b", Choice.REDACTED)
    assert originals.of("a") == IBAN.originals
    assert originals.of("b") == NAME.originals
    assert originals.of("c") == {}
    clock.now = 70.0
    assert (originals.of("a"), originals.of("b")) == ({}, NAME.originals)
    originals.forget()
    assert originals.of("b") == {}


def test_it_is_gone_after_its_time_and_at_the_lock(originals: Originals, clock: Clock) -> None:
    originals.answered("a", Choice.REDACTED)
    clock.now = 59.0
    assert originals.found_in("[iban 1]") == 1
    clock.now = 60.0
    assert originals.found_in("[iban 1]") == 0

    originals.offered("a", IBAN)
    originals.answered("a", Choice.REDACTED)
    originals.forget()
    assert originals.put_back("[iban 1]") == "[iban 1]"


def test_what_nobody_answers_is_not_kept_for_ever(originals: Originals) -> None:
    for number in range(MOST_OFFERED):
        originals.offered(str(number), NAME)
    originals.answered("a", Choice.REDACTED)
    assert originals.found_in("[iban 1]") == 0
