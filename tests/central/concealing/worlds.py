"""Whether a hidden number can be worked out: no, if other worlds could have published the same.

Such a world is shown, not argued: another value of the hidden number, with other hidden numbers
moved as the ties between them ask for, and everything that is published the same. What no other
world is found for counts as worked out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from random import Random

from central.concealing.conceal import POSSIBLE, Told
from central.concealing.tie import Place, Tie

#: Tries for a world, and numbers that one try may move.
_TRIES, _STEPS = 12, 200


class Worlds:
    """All that was published, the ties, and the truth."""

    def __init__(
        self, told: Mapping[Place, Told], ties: Sequence[Tie], truth: Mapping[Place, int]
    ) -> None:
        self._told = told
        self._truth = {place: truth.get(place, 0) for place in told}
        self._chance = Random(0)  # noqa: S311 - the same search each time
        self._ties: dict[Place, list[Tie]] = defaultdict(list)
        for tie in ties:
            if all(place in told for place, _factor in tie.terms):
                assert _left(tie, self._truth) >= 0, "a tie that does not hold is none"
                for place, _factor in tie.terms:
                    self._ties[place].append(tie)

    def given_away(self) -> Iterator[Place]:
        """Small numbers of which fewer than ten values, or than their word leaves, are possible."""
        for place, told in self._told.items():
            least, greatest = told.bounds
            needed = min(POSSIBLE, greatest - least + 1)
            if told.small and place in self._ties and not self._possible(place, needed):
                yield place

    def _possible(self, place: Place, needed: int) -> bool:
        least, greatest = self._told[place].bounds
        true = self._truth[place]
        nearest = sorted(range(least, greatest + 1), key=lambda value: abs(value - true))
        found = 0
        for value in nearest[: 8 * needed]:
            found += self._world(place, value)
            if found >= needed:
                return True
        return False

    def _world(self, place: Place, value: int) -> bool:
        """Whether there is one in which the number is `value`."""
        return any(self._mended(place, value) for _try in range(_TRIES))

    def _mended(self, place: Place, value: int) -> bool:
        """Hidden numbers are moved, drawn by chance, until every tie holds again."""
        world = dict(self._truth)
        world[place] = value
        broken = [tie for tie in self._ties[place] if _left(tie, world) < 0]
        for _step in range(_STEPS):
            if not broken:
                return True
            tie = self._chance.choice(broken)
            movable = [
                (other, step)
                for other, factor in tie.terms
                if other != place and (step := self._step(world, other, factor, -_left(tie, world)))
            ]
            if not movable:
                return False
            other, step = self._chance.choice(movable)
            world[other] += step
            touched = dict.fromkeys((*broken, *self._ties[other]))
            broken = [one for one in touched if _left(one, world) < 0]
        return False

    def _step(self, world: Mapping[Place, int], place: Place, factor: int, lacking: int) -> int:
        """How far a hidden number can go towards making up for it; 0 for a shown one."""
        least, greatest = self._told[place].bounds
        if factor > 0:
            return min(greatest - world[place], -(-lacking // factor))
        return max(least - world[place], -lacking // -factor)


def _left(tie: Tie, world: Mapping[Place, int]) -> int:
    return tie.more + sum(factor * world[place] for place, factor in tie.terms)
