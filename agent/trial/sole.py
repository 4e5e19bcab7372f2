"""Only one trial at a time for a state folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from agent.door_client import DoorClient, DoorClosed, DoorRefused


class AlreadyRunning(Exception):
    """A companion runs for this state folder. Nothing was changed."""


@contextmanager
def sole(home: Path) -> Iterator[None]:
    """Hold the state folder. Raises AlreadyRunning where a trial or an agent has it."""
    # SQLite's lock is the same on every system, and is gone with its process, however that ends.
    with closing(sqlite3.connect(home / "trial.lock", timeout=0.0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise AlreadyRunning from None
        if _answers(home):
            raise AlreadyRunning
        yield


def _answers(home: Path) -> bool:
    try:
        with DoorClient(home / "door") as door:
            door.ask("hello", client="cli", version="")
    except DoorClosed:
        return False
    except DoorRefused:
        return True  # it did not like the question, but it is there
    return True
