"""All of the report in one piece, for the agent to compose: counting, closing, telling."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from agent.report.central_state import CentralState, central_state
from agent.report.closing import Closing
from agent.report.correspondence import Correspondence
from agent.report.counter import Counter
from agent.report.counts import Counts
from agent.report.enrolment import EnrolmentError, parse_enrolment
from agent.report.errands import errand_due
from agent.report.facts import Facts
from agent.report.group import Group
from agent.report.kept import kept_messages
from agent.report.ledger import Ledger
from agent.report.metrics import Registry
from agent.report.outbox import Outbox
from agent.report.own_key import OwnKey
from agent.report.randomness import Randomness
from agent.report.reading import Readings
from agent.report.said import Names
from agent.report.store import NAME, Store, StoreError
from agent.report.true_time import Clocks, read_time
from agent.report.vault import Vault
from agent.words import gettext as _

log = logging.getLogger(__name__)

#: For whoever has no lists at hand.
NO_NAMES = Names()
#: As many of the latest messages go to the tray at once.
MOST_SHOWN = 2_000
#: Under this name a pause is remembered, beside the counts and hidden like them.
PAUSED = "paused"
#: Seconds between two ticks where weeks are weeks.
PACE = 5
#: Seconds between two looks for what is old enough to go.
TIDY_SECONDS = 3_600.0


class Reporter:
    """Owns the report's file. A full disk or a damaged file is a state here, never an exception."""

    def __init__(
        self,
        home: Path,
        enrolment: str,
        group: int,
        registry: Registry,
        number_of: Callable[[str], int | None],
        clocks: Clocks,
        randomness: Randomness,
        names: Names = NO_NAMES,
        platform: int = 0,
        vault: Vault | None = None,
    ) -> None:
        """`enrolment`: the enrolment string, or nothing; then nothing is counted either.

        `number_of` gives a tool's catalogue number, `names` what numbers stand for; `platform` this
        system's. Without `vault` nothing is counted until `unlock`.
        """
        self._names = names
        self._file = home / NAME
        self._registry = registry
        self._clocks = clocks
        self._closing: Closing | None = None
        #: Which of the company's groups this device names, and when.
        self.group = Group(group)
        self._store: Store | None = None
        self._ledger: Ledger | None = None
        self._trouble = ""
        self._vault = vault
        self._paused = False
        self._tidied = 0.0
        self._problem = _("Not enrolled: nothing is counted and nothing leaves.")
        #: Hand this to the pipe.
        self.counter = Counter(
            lambda: self._ledger,
            registry,
            number_of,
            clocks,
            self._now,
            self._periods,
            lambda: self._paused,
        )
        #: What the person writes to the company.
        self.correspondence = Correspondence(lambda: self._store, lambda: self._closing, clocks)
        #: The key by which central knows this device.
        self.own_key = OwnKey(lambda: self._store, clocks)
        #: What the person has read of the company's policy.
        self.readings = Readings(lambda: self._store, clocks)
        try:
            if enrolment:
                told = parse_enrolment(enrolment)
                self._closing = Closing(registry, told, self.group, randomness, platform)
        except EnrolmentError as fault:
            self._problem = str(fault)
        self._open()

    def unlock(self, vault: Vault) -> None:
        """The key that hides what is counted is here: from now on it is counted."""
        self._vault = vault

    @property
    def paused(self) -> bool:
        """Whether the person wants to be counted as no answer."""
        return self._paused

    def pause(self, paused: bool) -> None:
        """Begin or lift a pause. It outlasts the agent, hidden like the counts."""
        self._paused = paused
        if self._store is not None:
            with suppress(StoreError), self._store.transaction() as db:
                Counts(db).remember(PAUSED, int(paused))

    def clear(self) -> int:
        """Delete what was said and received, from the file and from its log; how many messages."""
        if self._store is None:
            return 0
        try:
            with self._store.transaction() as db:
                cleared = Outbox(db).clear()
            self._store.empty_log()
        except StoreError:
            return 0
        return cleared

    @property
    def demonstration(self) -> bool:
        """Whether this device reports to a demonstration, whose weeks are short."""
        return self._closing is not None and self._closing.enrolment.demonstration

    @property
    def counts(self) -> bool:
        """Whether the file is open; until then a tick tries to open it."""
        return self._ledger is not None

    @property
    def pace(self) -> int:
        """Seconds between two ticks: where a week lasts a minute, an hour comes sooner."""
        return max(1, min(PACE, self._closing.calendar.seconds // 60)) if self._closing else PACE

    def tick(self) -> None:
        """Close what has ended. Call it at its pace."""
        if self._ledger is None:
            if self._closing is not None or self._store is None:
                self._open()
            return
        try:
            self._ledger.roll(self._clocks())
            self._tidy()
            self._trouble = ""
        except StoreError as fault:
            self._trouble = str(fault)
            if fault.full:  # the next tick tries again
                self._ledger.make_room()

    def due(self) -> bool:
        """Whether the uplink has something to do now."""
        if self._closing is None or self._store is None:
            return False
        try:
            with self._store.transaction() as db:
                return errand_due(db, self._closing.enrolment, self._clocks())
        except StoreError:
            return False

    def state(self) -> dict[str, Any]:
        """`state`, `words` and `waiting`, as docs/door.md has them."""
        return asdict(self._state())

    def sent(self) -> list[Mapping[str, Any]]:
        """The latest messages, waiting, sent and dropped, as docs/protocol.md has them."""
        if self._store is None:
            return []
        try:
            with self._store.transaction() as db:
                return list(kept_messages(db, self._registry, self._names, MOST_SHOWN))
        except StoreError:
            return []

    def close(self) -> None:
        """Close the file. The counts of the open epoch stay in it."""
        self._ledger = None
        if self._store is not None:
            self._store.close()
            self._store = None

    def _now(self) -> float:
        """Unix seconds, as true as we know."""
        reading = self._clocks()
        if self._store is None:
            return reading.wall
        try:
            with self._store.transaction() as db:
                return read_time(Facts(db)).now(reading)
        except StoreError:
            return reading.wall

    def _periods(self) -> Sequence[str]:
        return self._closing.calendar.kinds if self._closing else ()

    def _state(self) -> CentralState:
        if self._closing is None:
            return CentralState("not-enrolled", self._problem)
        trouble = self._trouble or self.counter.trouble
        if self._vault is None:
            return CentralState("waiting", _("The key ring is not open yet: nothing is counted."))
        if trouble or self._store is None:
            return CentralState("waiting", trouble)
        try:
            with self._store.transaction() as db:
                return central_state(db, read_time(Facts(db)).now(self._clocks()))
        except StoreError as fault:
            return CentralState("waiting", str(fault))

    def _open(self) -> None:
        """Try to open the file; a later tick tries again. Without enrolment only to look at it."""
        if self._vault is None:
            return
        try:
            if self._store is None:
                self._store = Store(self._file, self._vault)
            if self._closing is not None:
                self._ledger = Ledger(self._store, self._closing, self._clocks())
        except StoreError as fault:
            self._trouble = str(fault)
            log.warning("report.not-opened")
            return
        self._trouble = ""
        self._remember_pause(self._store)
        if self._store.set_aside:
            log.warning("report.set-aside: a damaged file was kept under another name")
            self.counter.count_drop("corrupt")
        if self._store.take_lost():
            log.warning("report.hidden: counts that another key hid are lost")
            self.counter.count_drop("corrupt")

    def _tidy(self) -> None:
        """Once an hour: what was received 14 days ago goes, and room is kept for a full disk."""
        now = self._now()
        if self._store is None or abs(now - self._tidied) < TIDY_SECONDS:
            return
        self._tidied = now
        with self._store.transaction() as db:
            Outbox(db).forget(now)
        self._store.empty_log()
        self._store.keep_room()

    def _remember_pause(self, store: Store) -> None:
        with suppress(StoreError), store.transaction() as db:
            if self._paused:  # asked for before the file was open
                Counts(db).remember(PAUSED, 1)
            self._paused = bool(Counts(db).remembered(PAUSED))
