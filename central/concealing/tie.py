"""Numbers that are tied together: of one, something about another can be worked out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from central.calendar import Kind


class Place(NamedTuple):
    """Where a number stands among the published ones."""

    kind: Kind
    epoch: int
    metric: int
    label: int
    state: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Factor × number, summed over all terms, plus `more` is 0 or greater, whatever devices said.

    That holds where the same devices report in each epoch, which is the most that anybody who
    works numbers out may assume.
    """

    terms: tuple[tuple[Place, int], ...]
    more: int = 0
