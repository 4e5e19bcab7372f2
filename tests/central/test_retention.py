"""What is past its time is in no file any more: not in tables, not in free pages, not in the log.

Each search runs while the store is open, and finds what it looks for before.
"""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

from central.calendar import PATIENCE, WEEK, Calendar
from central.collector.housekeeping import tidy
from central.collector.messages import Cell, Entry, Messages
from central.registry import load_registry
from central.relay.boxes import Box, Boxes
from central.relay.handover import Handover
from central.store.engine import open_store, sqlite_url

OLD = 2000
NUMBER = 400


def bytes_of(home: Path) -> bytes:
    """Every byte of every file."""
    return b"".join(file.read_bytes() for file in sorted(home.rglob("*")) if file.is_file())


def found(home: Path, secret: list[bytes]) -> int:
    everything = bytes_of(home)
    return sum(one in everything for one in secret)


def test_nonces_and_sums_are_gone(tmp_path: Path) -> None:
    engine = open_store(sqlite_url(tmp_path))
    nonces = [secrets.token_bytes(32) for _one in range(NUMBER)]
    cell = Cell("week", OLD, late=False, metric=66, label=0, state=1)
    Messages(engine).add([Entry(OLD, nonce, b"x" * 32, cell, 1) for nonce in nonces])
    assert found(tmp_path, nonces) == NUMBER

    tidy(engine, load_registry(), Calendar(), OLD * WEEK + PATIENCE + 2.0 * WEEK)

    assert found(tmp_path, nonces) == 0
    engine.dispose()


def test_messages_are_gone_from_the_relay_once_they_are_signed_for(tmp_path: Path) -> None:
    engine = open_store(sqlite_url(tmp_path), "relay")
    boxes = Boxes(engine)
    sealed = [secrets.token_bytes(640) for _one in range(NUMBER)]
    boxes.put([(Box("week", OLD), one) for one in sealed])
    assert found(tmp_path, [one[-64:] for one in sealed]) == NUMBER

    def deliver(_box: Box, _bits: int, _number: int, there: list[bytes]) -> bytes:
        return hashlib.sha256(b"".join(there)).digest()

    calendar = Calendar(demonstration=True)
    assert Handover(boxes, load_registry(), calendar, deliver).round(OLD * WEEK + 2.0 * WEEK)

    assert found(tmp_path, [one[-64:] for one in sealed]) == 0
    engine.dispose()
