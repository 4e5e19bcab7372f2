"""The end of an epoch: its counts become one sealed message per metric, zeros included."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from agent.report.counts import Counts
from agent.report.enrolment import Enrolment
from agent.report.metrics import Metric, Registry
from agent.report.randomness import Randomness, fraction
from agent.report.record import Record
from agent.report.request import message_request
from agent.report.seal import NONCE_BYTES, encode, seal
from agent.report.shelves import fill_shelves

#: Messages go at random times from Thursday 00:00 to Sunday 20:00 UTC: this many seconds.
SENDING_SECONDS = 92 * 3600


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing an epoch needs besides the counts."""

    registry: Registry
    enrolment: Enrolment
    group: int
    randomness: Randomness


def close_epoch(db: sqlite3.Connection, epoch: int, closing: Closing) -> bool:
    """Write the epoch's messages, within the caller's transaction.

    Sealed here and never again: whatever happens later, the same bytes are sent.
    False, and nothing changes, where this epoch was closed before: a clock was put back.
    """
    central = closing.enrolment.central
    told = db.execute("SELECT 1 FROM closed WHERE central = ? AND epoch = ?", (central, epoch))
    if told.fetchone():
        return False
    values = _values(Counts(db), epoch, closing)
    for metric in closing.registry.of_epoch("week"):
        _put(db, _record(metric, values, epoch, closing.group), closing)
    db.execute("INSERT INTO closed VALUES (?, ?)", (central, epoch))
    Counts(db).clear()
    return True


def _values(counts: Counts, epoch: int, closing: Closing) -> Mapping[int, int]:
    said, unsaid = fill_shelves(epoch, counts.tools(), closing.randomness)
    named = {f"tool.shelf.{shelf:02}": value for shelf, value in said.items()}
    named["tool.unsaid"] = unsaid
    shelved = {
        metric.number: value
        for name, value in named.items()
        if (metric := closing.registry.find(name))
    }
    return {**counts.values(), **shelved}


def _record(metric: Metric, values: Mapping[int, int], epoch: int, group: int) -> Record:
    value = min(values.get(metric.number, 0), metric.cap)
    return Record(metric.number, value, group if metric.label == "group" else 0, epoch)


def _put(db: sqlite3.Connection, record: Record, closing: Closing) -> None:
    enrolment = closing.enrolment
    plain = encode(record, closing.randomness(NONCE_BYTES))
    sealed = seal(plain, enrolment.collector_key)
    address, headers = message_request(enrolment.collector, sealed)
    db.execute(
        "INSERT INTO messages (kind, state, central, address, headers, epoch, metric, value,"
        " plain, sealed, not_before)"
        " VALUES ('message', 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            enrolment.central,
            address,
            json.dumps(headers),
            record.epoch,
            record.metric,
            record.value,
            plain,
            sealed,
            _not_before(record.epoch, closing),
        ),
    )


def _not_before(epoch: int, closing: Closing) -> float:
    """Unix seconds. In a demonstration nobody wants to wait."""
    end = (epoch + 1) * closing.enrolment.week_seconds
    spread = 0 if closing.enrolment.demonstration else SENDING_SECONDS
    return end + spread * fraction(closing.randomness)
