"""The messages that wait, were sent, or were dropped: rows of the store's one table."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from agent.report.counts import Counts
from agent.report.facts import Facts
from agent.report.metrics import Registry

#: More may not wait; the oldest make room and are counted. Real weeks make 117 each.
MOST_WAITING = 20_000
#: Of those sent and dropped, as many are kept to be looked at.
MOST_SETTLED = 20_000
#: Seconds for which a sent message can be looked at: 14 days.
KEPT_SECONDS = 14 * 86_400
#: No answer of central makes a device wait longer than this many seconds.
LONGEST_WAIT = 86_400


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message on its way: the same bytes however often it is tried."""

    id: int
    kind: str
    address: str
    headers: Mapping[str, str]
    body: bytes


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

    def load(self, message: int) -> Waiting | None:
        """The message to send, or None where it does not wait any more."""
        row = self.db.execute(
            "SELECT * FROM messages WHERE id = ? AND state = 'waiting'", (message,)
        ).fetchone()
        if row is None:
            return None
        body = row["sealed"] or row["plain"]
        return Waiting(row["id"], row["kind"], row["address"], json.loads(row["headers"]), body)

    def put_enrolment(
        self, central: str, address: str, headers: Mapping[str, str], body: bytes
    ) -> int:
        """Keep the enrolment before it is sent; its id. Just this one may wait already.

        One with another token, which waits as well, is never sent any more.
        """
        self.db.execute(
            "DELETE FROM messages WHERE kind = 'enrolment' AND state = 'waiting' AND plain != ?",
            (body,),
        )
        row = self.db.execute(
            "SELECT id FROM messages WHERE kind = 'enrolment' AND state = 'waiting'"
            " AND central = ?",
            (central,),
        ).fetchone()
        if row is not None:
            return int(row["id"])
        put = self.db.execute(
            "INSERT INTO messages (kind, state, central, address, headers, plain, sealed,"
            " not_before) VALUES ('enrolment', 'waiting', ?, ?, ?, ?, x'', 0)",
            (central, address, json.dumps(headers), body),
        )
        return int(put.lastrowid or 0)

    def settle(self, message: int, state: str, now: float) -> None:
        """From now on it was `sent` or `dropped`."""
        self.db.execute(
            "UPDATE messages SET state = ?, settled = ? WHERE id = ? AND state = 'waiting'",
            (state, now, message),
        )

    def waiting(self) -> int:
        """How many messages have not been taken by central yet."""
        (count,) = self.db.execute(
            "SELECT count(*) FROM messages WHERE state = 'waiting'"
        ).fetchone()
        return int(count)

    def may_try(self, now: float) -> bool:
        """Whether the pause after the last failure is over."""
        wait = Facts(self.db).number("next_try") - now
        # A longer wait than any we set: the clock was put back meanwhile.
        return wait <= 0 or wait > LONGEST_WAIT

    def leave_behind(self, central: str, now: float) -> None:
        """Drop what waits for any other central: only that one could read it."""
        self.db.execute(
            "UPDATE messages SET state = 'dropped', settled = ?"
            " WHERE state = 'waiting' AND central != ?",
            (now, central),
        )

    def trim(self, registry: Registry, now: float) -> None:
        """Keep the file within its bounds. What is lost by it is counted."""
        lost = self.db.execute(
            "UPDATE messages SET state = 'dropped', settled = ? WHERE id IN"
            " (SELECT id FROM messages WHERE state = 'waiting' ORDER BY id DESC LIMIT -1 OFFSET ?)",
            (now, MOST_WAITING),
        ).rowcount
        metric = registry.find("drop.age")
        if lost and metric:
            Counts(self.db).add(metric, lost)
        self.db.execute(
            "DELETE FROM messages WHERE state != 'waiting' AND (settled < ? OR id IN"
            " (SELECT id FROM messages WHERE state != 'waiting'"
            " ORDER BY id DESC LIMIT -1 OFFSET ?))",
            (now - KEPT_SECONDS, MOST_SETTLED),
        )
