"""Counts go in, and when an epoch has ended its messages come out, each exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from agent.report.closing import Closing, close_epoch
from agent.report.counts import Counts
from agent.report.facts import Facts
from agent.report.outbox import Outbox
from agent.report.store import Store


class Ledger:
    """The open epoch. A clock that jumps, either way, neither loses a count nor doubles one."""

    def __init__(self, store: Store, closing: Closing, now: float) -> None:
        """What was counted for another central is forgotten, not told. Raises StoreError."""
        self._store = store
        self._closing = closing
        with store.transaction() as db:
            central = closing.enrolment.central
            if Facts(db).text("counting_for") != central:
                Counts(db).clear()
                Outbox(db).leave_behind(central, now)
                self._begin(Facts(db), now)

    def _begin(self, facts: Facts, now: float) -> None:
        for name in ("next_try", "failures", "last_reached"):
            facts.put(name, 0)
        facts.put("uplink", "")
        facts.put("open_epoch", self._epoch(now))
        # For whoever reads the file alone: when did an epoch end?
        facts.put("week_seconds", self._closing.enrolment.week_seconds)
        facts.put("counting_for", self._closing.enrolment.central)

    @contextmanager
    def counting(self, now: float) -> Iterator[Counts]:
        """Count within one transaction, in the epoch of `now` (Unix seconds). StoreError."""
        with self._store.transaction() as db:
            self._roll(Facts(db), now)
            yield Counts(db)

    def roll(self, now: float) -> bool:
        """Close the open epoch where it has ended. Whether it was. Raises StoreError."""
        with self._store.transaction() as db:
            return self._roll(Facts(db), now)

    def _roll(self, facts: Facts, now: float) -> bool:
        present = self._epoch(now)
        opened = int(facts.number("open_epoch", present))
        if present == opened:
            return False
        closed = present > opened and close_epoch(facts.db, opened, self._closing)
        facts.put("open_epoch", present)
        if closed:
            Outbox(facts.db).trim(self._closing.registry, now)
        return closed

    def _epoch(self, now: float) -> int:
        return int(now // self._closing.enrolment.week_seconds)
