"""A relay whose power goes: every message that it took is in a box, once.

As a program (`python -m tests.power_cut.relay HOME`) it takes messages.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from sqlalchemy import inspect

from central.relay.boxes import Box, Boxes
from central.store.engine import open_store, sqlite_url
from tests.power_cut.saying import off, say

BOXES = (Box("week", 2000), Box("week", 2001), Box("month", 500))
TURNS = 60
#: Messages in one transaction.
AT_ONCE = 20


def work(home: Path) -> None:
    """Says `taken` after each transaction."""
    engine = open_store(sqlite_url(home), "relay")
    boxes = Boxes(engine)
    for turn in range(TURNS):
        boxes.put([(BOXES[turn % len(BOXES)], sealed) for sealed in _sealed(turn)])
        say("taken", (turn + 1) * AT_ONCE)
    engine.dispose()


def faults(home: Path, said: dict[str, int]) -> list[str]:
    """What is wrong with what was left, in words."""
    engine = open_store(sqlite_url(home), "relay")
    try:
        boxes = Boxes(engine)
        there = set(inspect(engine).get_table_names())
        kept = [
            sealed
            for box in BOXES
            if f"box_{box.kind}_{box.epoch}" in there
            for sealed in boxes.bucket(box, 0, 0)
        ]
        taken = range(said.get("taken", 0) // AT_ONCE)
        lost = {sealed for turn in taken for sealed in _sealed(turn)} - set(kept)
        return [*off("taken", said, len(kept), AT_ONCE), *(["lost"] if lost else [])]
    finally:
        engine.dispose()


def _sealed(turn: int) -> list[bytes]:
    """Messages of the size of a real one, and no two alike."""
    return [hashlib.sha256(f"{turn}/{number}".encode()).digest() * 20 for number in range(AT_ONCE)]


if __name__ == "__main__":
    work(Path(sys.argv[1]))
