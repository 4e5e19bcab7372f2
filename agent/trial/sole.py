"""Only one trial at a time for a state folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from agent.door_client import DoorClient, DoorClosed, DoorRefused
from agent.trial.child import TrialError
from agent.words import gettext as _


class AlreadyRunning(Exception):
    """A companion runs for this state folder. Nothing was changed."""


def unusable(home: Path, fault: Exception) -> TrialError:
    """What to raise where the state folder cannot be written."""
    reason = getattr(fault, "strerror", None) or fault
    return TrialError(_("{home} cannot be used: {reason}.").format(home=home, reason=reason))


@contextmanager
def sole(home: Path) -> Iterator[None]:
    """Hold the state folder.

    Raises AlreadyRunning where a trial or an agent has it, TrialError where it cannot be written.
    """
    # SQLite's lock is the same on every system, and is gone with its process, however that ends.
    with closing(_opened(home)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as fault:
            if fault.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise AlreadyRunning from None
            raise unusable(home, fault) from None
        if _answers(home):
            raise AlreadyRunning
        yield


def _opened(home: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(home / "trial.lock", timeout=0.0, isolation_level=None)
    except sqlite3.OperationalError as fault:
        raise unusable(home, fault) from None


def _answers(home: Path) -> bool:
    try:
        with DoorClient(home / "door") as door:
            door.ask("hello", client="cli", version="")
    except DoorClosed:
        return False
    except DoorRefused:
        return True  # it did not like the question, but it is there
    return True
