"""What can be worked out of numbers that are tied together: within which bounds each must lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from central.concealing.tie import Place, Tie

#: The least and the greatest that a number can be.
Bounds = tuple[int, int]
#: Rounds after which nobody looks on; each tells less than the one before.
_ROUNDS = 20


def worked_out(bounds: Mapping[Place, Bounds], ties: Iterable[Tie]) -> Mapping[Place, Bounds]:
    """The same bounds, narrowed by every tie until nothing changes.

    A tie that cannot hold tells nothing: other devices reported here than there.
    """
    found = dict(bounds)
    left = list(ties)
    for _round in range(_ROUNDS):
        if not any([_narrow(found, tie) for tie in left]):
            break
    return found


def _narrow(found: dict[Place, Bounds], tie: Tie) -> bool:
    """Whether it told anything."""
    most = {place: _most(factor, found[place]) for place, factor in tie.terms}
    room = tie.more + sum(most.values())
    if room < 0:
        return False
    told = False
    for place, factor in tie.terms:
        least, greatest = found[place]
        # The others at their most leave to this one: factor × number ≥ most of its own − room.
        edge = most[place] - room
        if factor > 0:
            least = max(least, -(-edge // factor))
        else:
            greatest = min(greatest, edge // factor)
        if least <= greatest and (least, greatest) != found[place]:
            found[place] = (least, greatest)
            told = True
    return told


def _most(factor: int, bounds: Bounds) -> int:
    return factor * bounds[1] if factor > 0 else factor * bounds[0]
