"""Tools without a metric of their own are said on shelves, at most one tool on each."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from agent.report.randomness import Randomness, below

SHELVES = 24
#: More than this many tools on one shelf are said as this many.
MOST_ON_SHELF = 4


def shelf_of(epoch: int, tool: int) -> int:
    """The shelf (1 to 24) of a tool in an epoch. It changes from epoch to epoch.

    SHA-256 over the epoch (8 bytes) and the tool's catalogue number (4 bytes), both big-endian.
    """
    digest = hashlib.sha256(epoch.to_bytes(8, "big") + tool.to_bytes(4, "big")).digest()
    return int.from_bytes(digest, "big") % SHELVES + 1


def fill_shelves(
    epoch: int, tools: Iterable[int], randomness: Randomness
) -> tuple[Mapping[int, int], int]:
    """Shelf to its value, and how many tools are left unsaid.

    Value = 4 × catalogue number + tools on the shelf − 1. Where several tools stand on a shelf,
    one is drawn; the value's second part lets an estimate make up for the others.
    """
    standing: dict[int, list[int]] = defaultdict(list)
    for tool in sorted(tools):
        standing[shelf_of(epoch, tool)].append(tool)
    said = {
        shelf: MOST_ON_SHELF * there[below(randomness, len(there))]
        + min(len(there), MOST_ON_SHELF)
        - 1
        for shelf, there in standing.items()
    }
    unsaid = sum(len(there) - 1 for there in standing.values())
    return said, unsaid
