"""What of a sum may be shown: the two-sided rule of ten.

A number is shown when at least ten devices are in it and at least ten that reported are not. One
side alone would not do: "everybody did" tells on each person just as "one did" does. Otherwise it
says *few* or *most*. Ten is compiled in. A demonstration shows single counts, on one machine only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

K = 10
#: A group of fewer devices is not counted at all.
LEAST_GROUP = 25
#: A shelf's value is so many times a number, plus the things on the shelf less one.
ON_SHELF = 4


@dataclass(frozen=True, slots=True)
class Sum:
    """What stands in one cell: how many devices said so, and what they add up to."""

    messages: int
    total: int


class Hidden(StrEnum):
    """Why a number is not shown."""

    #: Fewer than ten devices are in it.
    FEW = "few"
    #: Fewer than ten of those that reported are not.
    MOST = "most"
    #: It would give a hidden neighbour away.
    BESIDE = "beside"
    #: Nobody reported.
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that may be shown, or why it may not."""

    count: int | None
    hidden: Hidden | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of the figures that are shown, and how many are not."""

    count: int
    hidden: int


def adding(states: Mapping[int, Sum], single: bool) -> Figure:
    """A bit or a count: in it are the devices that said more than zero. `single` shows all."""
    reported = reporting(states)
    inside = sum(cell.messages for state, cell in states.items() if state > 0)
    hidden = _hidden(inside, reported, single)
    return Figure(None, hidden) if hidden else Figure(sum(one.total for one in states.values()))


def presence(states: Mapping[int, Sum], single: bool) -> Figure:
    """How many devices a group has. Everybody in it says the same, so that tells of nobody."""
    devices = reporting(states)
    if devices == 0:
        return Figure(None, Hidden.NONE)
    return Figure(devices) if single or devices >= LEAST_GROUP else Figure(None, Hidden.FEW)


def parting(states: Mapping[int, Sum], values: int, single: bool) -> tuple[Figure, ...]:
    """A state of `values` values: how many devices said each.

    The values add up to the devices that reported, which is known: one hidden value alone could be
    worked out. So the hidden ones together always hold at least ten devices, or all are hidden.
    """
    reported = reporting(states)
    counts = [states[value].messages if value in states else 0 for value in range(values)]
    hidden = {value: _hidden(count, reported, single) for value, count in enumerate(counts)}
    for value in sorted(range(values), key=lambda one: counts[one]):
        kept_back = [one for one in range(values) if hidden[one]]
        if not kept_back or (len(kept_back) > 1 and sum(counts[one] for one in kept_back) >= K):
            break
        hidden[value] = hidden[value] or Hidden.BESIDE
    return tuple(Figure(None if hidden[v] else counts[v], hidden[v]) for v in range(values))


def shelving(states: Mapping[int, Sum], single: bool) -> Mapping[int, Figure]:
    """A shelf: how many devices used each tool, by catalogue number; those that may be shown.

    A device says one of the tools that stand on the shelf, and how many there are: ten devices
    must have said a tool, and the estimate counts each of them as many times.
    """
    reported = reporting(states)
    said: Counter[int] = Counter()
    estimate: Counter[int] = Counter()
    for value, cell in states.items():
        tool, more = divmod(value, ON_SHELF)
        said[tool] += cell.messages
        estimate[tool] += cell.messages * (more + 1)
    return {
        tool: Figure(estimate[tool])
        for tool in said
        if tool and not _hidden(said[tool], reported, single)
    }


def judging(states: Mapping[int, Sum], single: bool) -> Mapping[int, Figure]:
    """A shelf of rules: how many devices said what of which, by value; those that may be shown."""
    reported = reporting(states)
    return {
        value: Figure(cell.messages)
        for value, cell in states.items()
        if value and not _hidden(cell.messages, reported, single)
    }


def reporting(states: Mapping[int, Sum]) -> int:
    """How many devices reported this metric, zero or not."""
    return sum(one.messages for one in states.values())


def total(figures: Iterable[Figure]) -> Total:
    """The sum of what is shown: of published numbers only, so it gives nothing away."""
    found: Sequence[Figure] = tuple(figures)
    shown = [one.count for one in found if one.count is not None]
    kept_back = [one for one in found if one.hidden not in (None, Hidden.NONE)]
    return Total(sum(shown), len(kept_back))


def _hidden(inside: int, reported: int, single: bool) -> Hidden | None:
    if reported == 0:
        return Hidden.NONE
    if single:
        return None
    if inside < K:
        return Hidden.FEW
    return Hidden.MOST if reported - inside < K else None
