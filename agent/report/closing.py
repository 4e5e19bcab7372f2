"""The end of an epoch: its counts become one message per metric, zeros included."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from agent.report.calendar import LETTER, Calendar
from agent.report.counts import Counts
from agent.report.enrolment import Enrolment
from agent.report.facts import Facts
from agent.report.group import PRESENCE, Group
from agent.report.letter import ID_BYTES, NUMBER, plain
from agent.report.metrics import Metric, Registry
from agent.report.randomness import Randomness
from agent.report.reading import Reading
from agent.report.record import Record
from agent.report.shelves import ROWS, TOOLS, fill_shelves
from agent.report.written import WrittenLetters

#: What is said where nothing was counted: this device is here.
_UNSAID = {PRESENCE: 1}


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing an epoch needs besides the counts. `platform`: 1 Linux, 2 Windows, 3 macOS."""

    registry: Registry
    enrolment: Enrolment
    group: Group
    randomness: Randomness
    platform: int = 0

    @property
    def calendar(self) -> Calendar:
        return self.enrolment.calendar


def close_epoch(db: sqlite3.Connection, period: str, epoch: int, closing: Closing) -> bool:
    """Write the epoch's messages, within the caller's transaction. They are sealed later, by the
    uplink, as soon as their tokens are there.

    False, and nothing changes, where this epoch was closed before: a clock was put back.
    """
    central = closing.enrolment.central
    told = db.execute(
        "SELECT 1 FROM closed WHERE central = ? AND period = ? AND epoch = ?",
        (central, period, epoch),
    )
    if told.fetchone():
        return False
    if period == LETTER:
        _put_letter(db, epoch, closing)
    metrics = closing.registry.of_epoch(period)
    values = _values(Counts(db), period, epoch, closing)
    for metric in metrics:
        value = min(values.get(metric.number, 0), metric.cap)
        label = _label(db, period, epoch, metric, closing)
        _put(db, central, period, Record(metric.number, value, label, epoch))
    db.execute("INSERT INTO closed VALUES (?, ?, ?)", (central, period, epoch))
    Counts(db).clear(period, metrics)
    return True


def _values(counts: Counts, period: str, epoch: int, closing: Closing) -> Mapping[int, int]:
    named = {**_UNSAID, **Reading(counts).told(period)}
    for row in ROWS:
        if row.period == period:
            said, unsaid = fill_shelves(row, epoch, counts.seen(row), closing.randomness)
            named |= said
            if row is TOOLS:
                named["tool.unsaid"] = unsaid
    found = {
        metric.number: value
        for name, value in named.items()
        if (metric := closing.registry.find(name))
    }
    return {**found, **counts.values()}


def _label(
    db: sqlite3.Connection, period: str, epoch: int, metric: Metric, closing: Closing
) -> int:
    if metric.label == "group":
        quarter = closing.calendar.quarter(period, epoch)
        return closing.group.named(metric.id, period, quarter, Facts(db))
    return closing.platform if metric.label == "platform" else 0


def _put(db: sqlite3.Connection, central: str, period: str, record: Record) -> None:
    db.execute(
        "INSERT INTO messages (kind, state, central, address, headers, period, epoch, metric,"
        " label, value, plain, sealed, not_before)"
        " VALUES ('message', 'counted', ?, '', '{}', ?, ?, ?, ?, hide(?), x'', x'', 0)",
        (central, period, record.epoch, record.metric, record.label, record.value),
    )


def _put_letter(db: sqlite3.Connection, epoch: int, closing: Closing) -> None:
    """The week's one letter: what was written first and has not left, or an empty one."""
    turn = WrittenLetters(db).next(epoch)
    identity = bytes.fromhex(turn.id) if turn else closing.randomness(ID_BYTES)
    content = plain(turn.letter if turn else None, identity, epoch)
    db.execute(
        "INSERT INTO messages (kind, state, central, address, headers, period, epoch, metric,"
        " value, plain, sealed, not_before)"
        " VALUES ('message', 'counted', ?, '', '{}', ?, ?, ?, hide(?), hide(?), x'', 0)",
        (closing.enrolment.central, LETTER, epoch, NUMBER, int(turn is not None), content),
    )
