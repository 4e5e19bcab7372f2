"""Hides further numbers of an epoch until nothing can be worked out of those that were hidden.

A number that is not shown must not follow from others: from its neighbours of the same week, or
from the weeks and months within a quarter. Where it would, *few* or *most* beside it becomes *held
back*, which says nothing, or a shown number does: whichever helps most, and costs least.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from central.concealing.bounds import Bounds, worked_out
from central.concealing.tie import Place, Tie
from central.figures import Figure, Hidden, K

#: So many values of a small number stay possible, or all that its word leaves where they are fewer.
POSSIBLE = K


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as published, of so many devices that reported; each adds `cap` at the most."""

    figure: Figure
    reported: int
    cap: int
    #: Whether it was hidden for what it would tell itself, though the word does not say so.
    was_small: bool = False

    @property
    def bounds(self) -> Bounds:
        """What is possible for whoever reads it."""
        if self.figure.count is not None:
            return self.figure.count, self.figure.count
        if self.figure.hidden is Hidden.FEW:
            return 0, min(K - 1, self.reported) * self.cap
        if self.figure.hidden is Hidden.MOST:
            return max(self.reported - K + 1, 0), self.reported * self.cap
        return 0, self.reported * self.cap

    @property
    def small(self) -> bool:
        """Whether it was hidden for what it would tell itself, not for a neighbour's sake."""
        return self.was_small or self.figure.hidden in (Hidden.FEW, Hidden.MOST)

    def held_back(self) -> Told:
        """The same, and not a word of it."""
        return Told(Figure(None, Hidden.BESIDE), self.reported, self.cap, self.small)


def conceal(
    now: Mapping[Place, Told], earlier: Mapping[Place, Told], ties: Sequence[Tie]
) -> dict[Place, Told]:
    """`now`, with further figures held back; what was published `earlier` stays as it is.

    A tie in which a number stands that is in neither is passed over.
    """
    found = dict(now)
    ties = [tie for tie in ties if all(p in earlier or p in now for p, _factor in tie.terms)]
    tied = {place for tie in ties for place, _factor in tie.terms}
    told = {place: found[place] if place in found else earlier[place] for place in sorted(tied)}
    while _given_away(told, ties):
        beside = _best(told, [place for place in told if place in found], ties)
        if beside is None:
            break
        found[beside] = told[beside] = told[beside].held_back()
    return found


def _given_away(told: Mapping[Place, Told], ties: Sequence[Tie]) -> int:
    """How many small numbers have fewer possible values left than they must."""
    before = {place: one.bounds for place, one in told.items()}
    after = worked_out(before, ties)
    return sum(
        one.small and _values(after[place]) < min(POSSIBLE, _values(before[place]))
        for place, one in told.items()
    )


def _best(told: Mapping[Place, Told], now: Sequence[Place], ties: Sequence[Tie]) -> Place | None:
    """What is to be held back next: what helps most, and where that is the same costs least."""

    def order(place: Place) -> tuple[int, int]:
        after = {**told, place: told[place].held_back()}
        return _given_away(after, ties), told[place].figure.count or 0

    open_yet = [p for p in now if told[p].figure.hidden not in (Hidden.BESIDE, Hidden.NONE)]
    return min(open_yet, key=order, default=None)


def _values(bounds: Bounds) -> int:
    return bounds[1] - bounds[0] + 1
