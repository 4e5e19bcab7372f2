"""Counts go in, and when an epoch has ended its messages come out, each exactly once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from agent.report.closing import Closing, close_epoch
from agent.report.counts import Counts
from agent.report.facts import Facts
from agent.report.outbox import Outbox
from agent.report.randomness import fraction
from agent.report.store import Store
from agent.report.true_time import Reading, read_time

#: A device asks for an epoch's tokens at a random time within these seconds of its beginning.
_TOKENS_WITHIN = 24 * 3600


class Ledger:
    """The open epochs. A clock that jumps, either way, neither loses a count nor doubles one."""

    def __init__(self, store: Store, closing: Closing, reading: Reading) -> None:
        """What was counted for another central is forgotten, not told. Raises StoreError."""
        self._store = store
        self._closing = closing
        with store.transaction() as db:
            central = closing.enrolment.central
            if Facts(db).text("counting_for") != central:
                Counts(db).clear_all()
                now = read_time(Facts(db)).now(reading)
                Outbox(db).leave_behind(central, now)
                self._begin(db)

    def _begin(self, db: sqlite3.Connection) -> None:
        facts = Facts(db)
        for name in ("next_try", "failures", "last_reached", "true_time", "too_few"):
            facts.put(name, 0)
        facts.put("uplink", "")
        db.execute("DELETE FROM open")
        # For whoever reads the file alone: when did an epoch end?
        facts.put("week_seconds", self._closing.enrolment.week_seconds)
        facts.put("counting_for", self._closing.enrolment.central)

    @contextmanager
    def counting(self, reading: Reading) -> Iterator[Counts]:
        """Count within one transaction, in the epochs of now. Raises StoreError."""
        with self._store.transaction() as db:
            self._roll(db, reading)
            yield Counts(db)

    def make_room(self) -> bool:
        """Where the disk is full: whether there was room kept for that, which is free now."""
        return self._store.make_room()

    def roll(self, reading: Reading) -> bool:
        """Close the open epochs that have ended. Whether any was. Raises StoreError."""
        with self._store.transaction() as db:
            return self._roll(db, reading)

    def _roll(self, db: sqlite3.Connection, reading: Reading) -> bool:
        time = read_time(Facts(db))
        if not time.known:
            # Whatever the wall clock says, nobody has told us the time yet.
            return False
        now = time.now(reading)
        closed = [
            period for period in self._closing.calendar.kinds if self._roll_one(db, period, now)
        ]
        if closed:
            outbox = Outbox(db)
            outbox.expire(self._closing.calendar, self._closing.registry, now)
            outbox.trim(self._closing.registry, now)
        return bool(closed)

    def _roll_one(self, db: sqlite3.Connection, period: str, now: float) -> bool:
        present = self._closing.calendar.at(period, now)
        row = db.execute("SELECT epoch FROM open WHERE period = ?", (period,)).fetchone()
        opened = row["epoch"] if row else present
        if row and present == opened:
            return False
        closed = present > opened and close_epoch(db, period, opened, self._closing)
        db.execute(
            "INSERT OR REPLACE INTO open VALUES (?, ?, ?)",
            (period, present, self._tokens_at(period, present, now)),
        )
        return closed

    def _tokens_at(self, period: str, epoch: int, now: float) -> float:
        """A time of its own: nobody shall see that a device asks as soon as its week begins."""
        calendar = self._closing.calendar
        if calendar.demonstration:
            return now
        left = max(0.0, calendar.ends(period, epoch) - now)
        return now + min(left * 0.9, _TOKENS_WITHIN) * fraction(self._closing.randomness)
