"""What has no metric of its own is said on shelves: at most one thing on each."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from agent.report.randomness import Randomness, below

#: A value is so many times the number of what is said, plus what is said of it.
ROOM = 4
#: The greatest number that a shelf can say.
GREATEST = 16_383


class OfRule(IntEnum):
    """What a shelf says of a single rule. Where people did several of them, the greatest."""

    AGREED = 0
    DISPUTED = 1
    ON_TRIAL = 2


@dataclass(frozen=True, slots=True)
class Row:
    """Shelves that belong together: the metrics `prefix` 01 to `shelves`, once in each `period`."""

    prefix: str
    shelves: int
    period: str
    #: Under which name the store keeps what stands there.
    kept: str
    #: Whether it says what `OfRule` has, in place of how many things stood on the shelf.
    of_rules: bool = False


TOOLS = Row("tool.shelf.", 24, "week", "week")
TOOLS_OF_QUARTER = Row("quarter.tool.shelf.", 24, "quarter", "quarter")
RULES = Row("rule.shelf.", 16, "month", "rules", of_rules=True)
USE_CASES = Row("usecase.shelf.", 8, "quarter", "use-cases")
PRESENT = Row("present.shelf.", 15, "quarter", "present")
ROWS = (TOOLS, TOOLS_OF_QUARTER, RULES, USE_CASES, PRESENT)


def shelf_of(epoch: int, number: int, shelves: int) -> int:
    """The shelf (1 to `shelves`) of a thing in an epoch. It changes from epoch to epoch.

    SHA-256 over the epoch (8 bytes) and the thing's number (4 bytes), both big-endian.
    """
    digest = hashlib.sha256(epoch.to_bytes(8, "big") + number.to_bytes(4, "big")).digest()
    return int.from_bytes(digest, "big") % shelves + 1


def fill_shelves(
    row: Row, epoch: int, seen: Iterable[int], randomness: Randomness
) -> tuple[Mapping[str, int], int]:
    """Metric to its value, and how many things are left unsaid.

    `seen`: numbers; of rules 4 × number + `OfRule`. A value is 4 × number + how many things stand
    on the shelf − 1; of rules it is what was seen. Where several things stand on a shelf, one is
    drawn; how many there are lets an estimate make up for the others.
    """
    things = _things(row, seen)
    standing: dict[int, list[int]] = defaultdict(list)
    for number in things:
        standing[shelf_of(epoch, number, row.shelves)].append(number)
    said = {}
    for shelf, there in standing.items():
        drawn = there[below(randomness, len(there))]
        more = things[drawn] if row.of_rules else min(len(there), ROOM) - 1
        said[f"{row.prefix}{shelf:02}"] = ROOM * drawn + more
    return said, len(things) - len(said)


def _things(row: Row, seen: Iterable[int]) -> Mapping[int, int]:
    """Number to what is said of it, the greatest number last."""
    if row.of_rules:
        return {number // ROOM: number % ROOM for number in sorted(seen)}
    return dict.fromkeys(sorted(seen), 0)
