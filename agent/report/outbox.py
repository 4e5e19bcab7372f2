"""The messages that wait, were sent, or were dropped: rows of the store's one table."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from agent.report.calendar import PATIENCE, Calendar
from agent.report.counts import Counts
from agent.report.facts import Facts
from agent.report.metrics import Registry

#: More may not wait; the oldest make room and are counted. A real quarter makes 2,100.
MOST_WAITING = 20_000
#: Of those sent and dropped, as many are kept to be looked at.
MOST_SETTLED = 20_000
#: Seconds for which a sent message can be looked at: 14 days.
KEPT_SECONDS = 14 * 86_400
#: No answer of central makes a device wait longer than this many seconds.
LONGEST_WAIT = 86_400

#: Everything that central has not signed for yet.
_UNSETTLED = "state IN ('counted', 'waiting', 'posted')"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message on its way: the same bytes however often it is tried."""

    id: int
    kind: str
    address: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that the relay has: where its receipt will be."""

    id: int
    period: str
    box: int
    name: bytes


@dataclass(frozen=True, slots=True)
class Report:
    """A report on its way to the incident address."""

    id: int
    identity: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outbox:
    """The queue within one transaction of the store."""

    db: sqlite3.Connection

    def due(self, central: str, now: float) -> list[int]:
        """Ids of the messages for this central that may go now (Unix seconds)."""
        rows = self.db.execute(
            "SELECT id FROM messages WHERE state = 'waiting' AND kind = 'message'"
            " AND central = ? AND not_before <= ?",
            (central, now),
        )
        return [row["id"] for row in rows]

    def receipts_due(self, central: str, now: float) -> list[Posted]:
        """The messages whose receipts may be fetched now."""
        rows = self.db.execute(
            "SELECT id, period, box, name FROM messages WHERE state = 'posted'"
            " AND kind = 'message' AND central = ? AND not_before <= ?",
            (central, now),
        )
        return [Posted(row["id"], row["period"], row["box"], row["name"]) for row in rows]

    def load(self, message: int) -> Waiting | None:
        """The message to send, or None where it does not wait any more."""
        row = self.db.execute(
            "SELECT * FROM messages WHERE id = ? AND state = 'waiting'", (message,)
        ).fetchone()
        if row is None:
            return None
        body = row["sealed"] or row["plain"]
        return Waiting(row["id"], row["kind"], row["address"], json.loads(row["headers"]), body)

    def put_request(
        self, kind: str, central: str, address: str, headers: Mapping[str, str], body: bytes
    ) -> int:
        """Keep a request to the issuer before it is sent; its id. Just this one may wait already.

        One of the same kind with another body, which waits as well, is never sent any more.
        """
        self.db.execute(
            "DELETE FROM messages WHERE kind = ? AND state = 'waiting' AND plain != ?",
            (kind, body),
        )
        row = self.db.execute(
            "SELECT id FROM messages WHERE kind = ? AND state = 'waiting' AND central = ?"
            " AND address = ?",
            (kind, central, address),
        ).fetchone()
        if row is not None:
            return int(row["id"])
        put = self.db.execute(
            "INSERT INTO messages (kind, state, central, address, headers, period, plain, sealed,"
            " not_before) VALUES (?, 'waiting', ?, ?, ?, '', ?, x'', 0)",
            (kind, central, address, json.dumps(headers), body),
        )
        return int(put.lastrowid or 0)

    def put_incident(self, central: str, identity: str, body: bytes) -> None:
        """Keep a report until central has acknowledged it. `identity` is the report's own."""
        self.db.execute(
            "INSERT INTO messages (kind, state, central, address, headers, period, plain,"
            " sealed, name, not_before) VALUES"
            " ('incident', 'waiting', ?, '', '{}', '', hide(?), x'', ?, 0)",
            (central, body, bytes.fromhex(identity)),
        )

    def incidents(self) -> list[Report]:
        """The reports that were not acknowledged yet, oldest first."""
        rows = self.db.execute(
            "SELECT id, name, show(plain) AS body FROM messages"
            " WHERE kind = 'incident' AND state = 'waiting' ORDER BY id"
        )
        return [Report(r["id"], r["name"].hex(), r["body"]) for r in rows if r["body"]]

    def address(self, message: int, address: str, headers: Mapping[str, str]) -> None:
        """Where a report goes to, and how: what is shown is what is sent."""
        self.db.execute(
            "UPDATE messages SET address = ?, headers = ? WHERE id = ?",
            (address, json.dumps(headers), message),
        )

    def post(self, message: int, box: int, not_before: float) -> None:
        """The relay has it. From `not_before` on its receipt is looked for."""
        self.db.execute(
            "UPDATE messages SET state = 'posted', box = ?, not_before = ?"
            " WHERE id = ? AND state = 'waiting'",
            (box, not_before, message),
        )

    def move(self, posted: Posted, box: int, not_before: float) -> None:
        """Its receipt will be in another box, or later."""
        self.db.execute(
            "UPDATE messages SET box = ?, not_before = ? WHERE id = ? AND state = 'posted'",
            (box, not_before, posted.id),
        )

    def send_again(self, posted: Posted, not_before: float) -> None:
        """The relay had it and the collector did not get it."""
        self.db.execute(
            "UPDATE messages SET state = 'waiting', box = NULL, not_before = ?"
            " WHERE id = ? AND state = 'posted'",
            (not_before, posted.id),
        )

    def settle(self, message: int, state: str, now: float) -> bool:
        """From now on it was `sent` or `dropped`. False where it was so before."""
        changed = self.db.execute(
            f"UPDATE messages SET state = ?, settled = ? WHERE id = ? AND {_UNSETTLED}",  # noqa: S608
            (state, now, message),
        )
        return changed.rowcount == 1

    def drop_counted(self, central: str, period: str, epoch: int, now: float) -> int:
        """Drop an epoch's messages that can never be sealed; how many."""
        return self.db.execute(
            "UPDATE messages SET state = 'dropped', settled = ? WHERE state = 'counted'"
            " AND central = ? AND period = ? AND epoch = ?",
            (now, central, period, epoch),
        ).rowcount

    def waiting(self) -> int:
        """How many messages the collector has not signed for yet."""
        (count,) = self.db.execute(
            f"SELECT count(*) FROM messages WHERE {_UNSETTLED}"  # noqa: S608 - our own words
        ).fetchone()
        return int(count)

    def may_try(self, now: float) -> bool:
        """Whether the pause after the last failure is over."""
        wait = Facts(self.db).number("next_try") - now
        # A longer wait than any we set: the clock was put back meanwhile.
        return wait <= 0 or wait > LONGEST_WAIT

    def leave_behind(self, central: str, now: float) -> None:
        """Drop what waits for any other central: only that one could read it. A report is for the
        company, wherever it is reached."""
        self.db.execute(
            f"UPDATE messages SET state = 'dropped', settled = ? WHERE {_UNSETTLED}"  # noqa: S608
            " AND central != ? AND kind != 'incident'",
            (now, central),
        )
        self.db.execute("DELETE FROM tokens WHERE central != ?", (central,))

    def expire(self, calendar: Calendar, registry: Registry, now: float) -> None:
        """Drop what central would not count any more. What the relay holds back is not ours to
        drop: it waits for more devices, and its receipt will say what became of it."""
        lost = 0
        for period in calendar.kinds:
            oldest = calendar.at(period, now - PATIENCE)
            lost += self.db.execute(
                "UPDATE messages SET state = 'dropped', settled = ?"
                " WHERE state IN ('counted', 'waiting') AND period = ? AND epoch < ?",
                (now, period, oldest),
            ).rowcount
            self.db.execute("DELETE FROM tokens WHERE period = ? AND epoch < ?", (period, oldest))
        self._count(registry, "drop.age", lost)

    def trim(self, registry: Registry, now: float) -> None:
        """Keep the file within its bounds. What is lost by it is counted."""
        lost = self.db.execute(
            f"UPDATE messages SET state = 'dropped', settled = ? WHERE id IN (SELECT id"  # noqa: S608
            f" FROM messages WHERE {_UNSETTLED} ORDER BY id DESC LIMIT -1 OFFSET ?)",
            (now, MOST_WAITING),
        ).rowcount
        self._count(registry, "drop.full", lost)
        self.db.execute(
            "DELETE FROM messages WHERE state IN ('sent', 'dropped') AND (settled < ? OR id IN"
            " (SELECT id FROM messages WHERE state IN ('sent', 'dropped')"
            " ORDER BY id DESC LIMIT -1 OFFSET ?))",
            (now - KEPT_SECONDS, MOST_SETTLED),
        )

    def forget(self, now: float) -> None:
        """Delete what was received, or dropped, 14 days ago."""
        self.db.execute(
            "DELETE FROM messages WHERE state IN ('sent', 'dropped') AND settled < ?",
            (now - KEPT_SECONDS,),
        )

    def clear(self) -> int:
        """Delete everything that was received or dropped; how many messages."""
        return self.db.execute("DELETE FROM messages WHERE state IN ('sent', 'dropped')").rowcount

    def _count(self, registry: Registry, name: str, lost: int) -> None:
        metric = registry.find(name)
        if lost and metric:
            Counts(self.db).add(metric, lost)
