"""No number that is hidden can be worked out of those that are shown, across a whole quarter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from central.calendar import Calendar
from central.concealing.bounds import worked_out
from central.concealing.conceal import Told, conceal
from central.concealing.tie import Place, Tie
from central.figures import Figure, Hidden
from central.registry import load_registry
from central.store import figures
from tests.central.concealing.trying import tried

REGISTRY, CALENDAR = load_registry(), Calendar()
#: Companies that `make test` tries; `python -m bench.derivable` tries 1,000.
COMPANIES, WITHOUT = 12, 4
FEW, BESIDE = Figure(None, Hidden.FEW), Figure(None, Hidden.BESIDE)


def test_nothing_can_be_worked_out_of_a_companys_quarter(tmp_path: Path) -> None:
    found = [tried(tmp_path / str(seed), REGISTRY, CALENDAR, seed) for seed in range(COMPANIES)]
    assert sum(one.given_away for one in found) == 0
    assert sum(one.small for one in found) > 1_000
    # What is held back for a neighbour's sake is little.
    assert sum(one.beside for one in found) < sum(one.shown for one in found) / 20


def test_and_without_concealing_it_could(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "concealed", lambda *_all, shown, **_more: dict(shown))
    found = [tried(tmp_path / str(seed), REGISTRY, CALENDAR, seed) for seed in range(WITHOUT)]
    assert all(one.given_away for one in found)


def place(number: int) -> Place:
    return Place("week", 1, number, 0, 1)


def told(*shown: Figure) -> Mapping[Place, Told]:
    return {place(number): Told(figure, 100, 1) for number, figure in enumerate(shown)}


def equal(some: int, *others: int) -> list[Tie]:
    """One number is the sum of others."""
    terms = ((place(some), 1), *((place(other), -1) for other in others))
    return [Tie(terms), Tie(tuple((one, -factor) for one, factor in terms))]


def test_a_sum_gives_the_one_hidden_part_away_and_a_second_is_held_back() -> None:
    now = told(Figure(50), Figure(30), Figure(15), FEW)
    found = conceal(now, {}, equal(0, 1, 2, 3))
    assert [one.figure for one in found.values()] == [Figure(50), Figure(30), BESIDE, FEW]


def test_where_two_are_hidden_that_tell_nothing_of_each_other_all_stays() -> None:
    now = told(Figure(49), Figure(40), FEW, FEW)
    assert conceal(now, {}, equal(0, 1, 2, 3)) == now


def test_what_was_published_earlier_stays_and_the_new_number_gives_way() -> None:
    earlier, now = told(FEW), {place(7): Told(Figure(12), 100, 1)}
    ties = [Tie(((place(0), 1), (place(7), -1)), 6)]  # of the 12 at least 6 are in the hidden one
    assert conceal(now, earlier, ties)[place(7)].figure == BESIDE


def test_a_tie_with_a_number_that_nobody_knows_is_passed_over() -> None:
    now = told(Figure(12), FEW)
    assert conceal(now, {}, equal(0, 1, 99)) == now


def test_a_tie_that_cannot_hold_tells_nothing() -> None:
    bounds = {place(0): (0, 9), place(1): (40, 40)}
    assert worked_out(bounds, equal(1, 0)) == bounds
