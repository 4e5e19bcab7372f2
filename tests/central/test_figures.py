"""The two-sided rule of ten."""

from __future__ import annotations

from itertools import product

import pytest

from central.figures import Figure, Hidden, Sum, Total, adding, judging, parting, shelving, total


def said(no: int, yes: int, value: int = 1) -> dict[int, Sum]:
    return {0: Sum(no, 0), 1: Sum(yes, yes * value)}


@pytest.mark.parametrize(
    ("no", "yes", "expected"),
    [
        (10, 10, Figure(30)),
        (10, 9, Figure(None, Hidden.FEW)),
        (9, 10, Figure(None, Hidden.MOST)),
        (500, 0, Figure(None, Hidden.FEW)),
        (0, 500, Figure(None, Hidden.MOST)),
        (0, 0, Figure(None, Hidden.NONE)),
    ],
)
def test_a_count_is_shown_with_ten_devices_on_either_side(
    no: int, yes: int, expected: Figure
) -> None:
    assert adding(said(no, yes, 3), single=False) == expected


def test_a_demonstration_shows_single_counts() -> None:
    assert adding(said(0, 1, 2), single=True) == Figure(2)
    assert parting({1: Sum(1, 1)}, 4, single=True) == tuple(Figure(n) for n in (0, 1, 0, 0))


def test_no_hidden_state_can_be_worked_out_from_its_neighbours() -> None:
    for counts in product([0, 3, 9, 10, 40], repeat=4):
        states = {value: Sum(count, count * value) for value, count in enumerate(counts)}
        figures = parting(states, 4, single=False)
        shown = [figure.count for figure in figures if figure.count is not None]
        assert all(count >= 10 and sum(counts) - count >= 10 for count in shown)
        hidden = sum(counts) - sum(shown)
        assert len(shown) in (0, 4) or (len(shown) < 3 and hidden >= 10), counts


def test_a_shelf_shows_what_ten_devices_said_and_estimates_the_undrawn() -> None:
    # Tool 99 said alone by 8 devices and as one of two by 3; tool 5 by one; 20 shelves empty.
    states = {0: Sum(20, 0), 4 * 99: Sum(8, 0), 4 * 99 + 1: Sum(3, 0), 4 * 5: Sum(1, 0)}
    assert shelving(states, single=False) == {99: Figure(8 + 2 * 3)}
    assert shelving(states, single=True) == {99: Figure(14), 5: Figure(1)}


def test_a_shelf_of_rules_shows_what_ten_devices_said_of_one() -> None:
    agreed, disputed, tried = 4 * 101, 4 * 101 + 1, 4 * 9001 + 2
    states = {0: Sum(20, 0), agreed: Sum(12, 0), disputed: Sum(9, 0), tried: Sum(10, 0)}
    assert judging(states, single=False) == {agreed: Figure(12), tried: Figure(10)}
    assert judging({agreed: Sum(12, 0), 0: Sum(9, 0)}, single=False) == {}
    assert judging(states, single=True)[disputed] == Figure(9)


def test_a_total_adds_only_what_is_shown_and_says_so() -> None:
    figures = [Figure(12), Figure(None, Hidden.FEW), Figure(30), Figure(None, Hidden.NONE)]
    assert total(figures) == Total(42, 1)
