"""A collector whose power goes: what it signed for is counted, and a full resend doubles nothing.

As a program (`python -m tests.power_cut.collector HOME`) it counts messages.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from sqlalchemy import Engine, func, select

from central.collector.messages import Cell, Entry, Messages
from central.store.engine import open_store, reading, sqlite_url
from central.store.tables import cells
from tests.power_cut.saying import off, say

WEEKS = (2000, 2001)
TURNS = 60
#: Messages in one transaction.
AT_ONCE = 20


def work(home: Path) -> None:
    """Says `counted` where the receipt would be signed."""
    engine = open_store(sqlite_url(home))
    messages = Messages(engine)
    for turn in range(TURNS):
        messages.add(_entries(turn))
        say("counted", (turn + 1) * AT_ONCE)
    engine.dispose()


def faults(home: Path, said: dict[str, int]) -> list[str]:
    """What is wrong with what was left, and with what it becomes when all is sent again."""
    engine = open_store(sqlite_url(home))
    try:
        found = off("counted", said, _counted(engine), AT_ONCE)
        messages = Messages(engine)
        for turn in range(TURNS):
            messages.add(_entries(turn))
        return [*found, *off("counted", {"counted": TURNS * AT_ONCE}, _counted(engine), 0)]
    finally:
        engine.dispose()


def _entries(turn: int) -> list[Entry]:
    week = WEEKS[turn % len(WEEKS)]
    nonces = [hashlib.sha256(f"{turn}/{number}".encode()).digest() for number in range(AT_ONCE)]
    return [
        Entry(week, nonce, nonce, Cell("week", week, False, 66 + nonce[0] % 5, 0, 1), 1)
        for nonce in nonces
    ]


def _counted(engine: Engine) -> int:
    with reading(engine) as connection:
        return int(connection.scalar(select(func.sum(cells.c.total))) or 0)


if __name__ == "__main__":
    work(Path(sys.argv[1]))
