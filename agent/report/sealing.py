"""Messages get their final bytes: as soon as their tokens are there, once, and never again."""

from __future__ import annotations

import json
import sqlite3

from agent.report.calendar import LETTER
from agent.report.closing import Closing
from agent.report.counts import Counts
from agent.report.key_list import KeyList
from agent.report.letter import ID_BYTES
from agent.report.letter import plain as plain_letter
from agent.report.randomness import fraction
from agent.report.receipts import message_hash
from agent.report.record import Record
from agent.report.request import message_request
from agent.report.seal import encode, seal
from agent.report.wallet import Wallet

#: What comes after its window was closed is sent within so many seconds.
_LATE_SECONDS = 24 * 3600


def seal_closed(
    db: sqlite3.Connection, period: str, epoch: int, closing: Closing, keys: KeyList, now: float
) -> int:
    """Seal an epoch's messages within the caller's transaction; how many."""
    wallet = Wallet(db, closing.enrolment.central)
    rows = db.execute(
        "SELECT id, metric, show(value) AS value, label, show(plain) AS plain FROM messages"
        " WHERE state = 'counted' AND central = ? AND period = ? AND epoch = ?",
        (closing.enrolment.central, period, epoch),
    ).fetchall()
    sealed = lost = 0
    for row in rows:
        token = wallet.spend(period, epoch, row["metric"])
        if token is not None:
            # Another key hid it: nobody knows the value any more. That is counted, and zero told.
            lost += row["value"] is None
            body = _body(row, period, epoch, token, closing)
            _seal(db, row["id"], period, epoch, body, closing, keys, now)
            sealed += 1
    metric = closing.registry.find("drop.corrupt")
    if lost and metric:
        Counts(db).add(metric, lost)
    return sealed


def _body(
    row: sqlite3.Row, period: str, epoch: int, token: tuple[bytes, bytes], closing: Closing
) -> bytes:
    if period != LETTER:
        return encode(Record(row["metric"], row["value"] or 0, row["label"], epoch), *token)
    # A letter that another key hid is lost to us: an empty one goes in its place.
    content = row["plain"] or plain_letter(None, closing.randomness(ID_BYTES), epoch)
    return bytes(content) + b"".join(token)


def _seal(
    db: sqlite3.Connection,
    message: int,
    period: str,
    epoch: int,
    body: bytes,
    closing: Closing,
    keys: KeyList,
    now: float,
) -> None:
    sealed = seal(body, keys.collector_key)
    address, headers = message_request(closing.enrolment.relay, period, epoch, sealed)
    db.execute(
        "UPDATE messages SET state = 'waiting', address = ?, headers = ?, plain = hide(?),"
        " sealed = ?, name = ?, not_before = ? WHERE id = ?",
        (
            address,
            json.dumps(headers),
            body,
            sealed,
            message_hash(sealed),
            _not_before(period, epoch, closing, now),
            message,
        ),
    )


def _not_before(period: str, epoch: int, closing: Closing, now: float) -> float:
    """A time of this message's own in what is left of the window. A demonstration is in a hurry."""
    calendar = closing.calendar
    if calendar.demonstration:
        return 0.0
    begin = max(now, calendar.ends(period, epoch))
    left = calendar.closes(period, epoch) - begin
    return begin + (left if left > 0 else _LATE_SECONDS) * fraction(closing.randomness)
