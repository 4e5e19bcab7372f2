"""The running counts of the open epochs. They survive whatever ends the agent."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agent.report.metrics import Metric
from agent.report.shelves import ROWS, Row


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts within one transaction of the store. A value never passes its metric's cap."""

    db: sqlite3.Connection

    def add(self, metric: Metric, more: int = 1) -> None:
        """One more of something that is counted."""
        self.db.execute(
            "INSERT INTO counts VALUES (?1, min(?2, ?3))"
            " ON CONFLICT DO UPDATE SET value = min(value + ?2, ?3) WHERE value < ?3",
            (metric.number, more, metric.cap),
        )

    def raise_to(self, metric: Metric, value: int) -> None:
        """A bit or state: the highest value of the epoch counts. The same again writes nothing."""
        self.db.execute(
            "INSERT INTO counts VALUES (?1, min(?2, ?3))"
            " ON CONFLICT DO UPDATE SET value = excluded.value WHERE value < excluded.value",
            (metric.number, value, metric.cap),
        )

    def value(self, metric: Metric) -> int:
        """What stands there so far."""
        row = self.db.execute(
            "SELECT value FROM counts WHERE metric = ?", (metric.number,)
        ).fetchone()
        return int(row["value"]) if row else 0

    def see_day(self, day: int) -> int:
        """Remember that an AI tool was used on `day` (Unix time // 86400). Days so far."""
        self.db.execute("INSERT OR IGNORE INTO days VALUES (?)", (day,))
        (days,) = self.db.execute("SELECT count(*) FROM days").fetchone()
        return int(days)

    def see(self, row: Row, number: int) -> None:
        """Remember that this stands on one of the row's shelves."""
        self.db.execute("INSERT OR IGNORE INTO tools VALUES (?, ?)", (row.kept, number))

    def seen(self, row: Row) -> list[int]:
        """What stands on the row's shelves."""
        rows = self.db.execute("SELECT number FROM tools WHERE period = ?", (row.kept,))
        return [row["number"] for row in rows]

    def values(self) -> Mapping[int, int]:
        """Metric number to value, for every metric that is not zero."""
        rows = self.db.execute("SELECT metric, value FROM counts")
        return {row["metric"]: row["value"] for row in rows}

    def remember(self, name: str, value: int) -> None:
        """Keep a number that is nobody else's business beside the counts."""
        self.db.execute("INSERT OR REPLACE INTO private VALUES (?, ?)", (name, value))

    def remembered(self, name: str) -> int:
        """The number, or 0."""
        row = self.db.execute("SELECT value FROM private WHERE name = ?", (name,)).fetchone()
        return int(row["value"]) if row else 0

    def clear(self, period: str, metrics: Iterable[Metric]) -> None:
        """Begin at zero with these metrics, which are those of one period."""
        numbers = [(metric.number,) for metric in metrics]
        self.db.executemany("DELETE FROM counts WHERE metric = ?", numbers)
        for row in ROWS:
            if row.period == period:
                self.db.execute("DELETE FROM tools WHERE period = ?", (row.kept,))
        if period == "week":
            self.db.execute("DELETE FROM days")

    def clear_all(self) -> None:
        """Begin at zero with everything."""
        for table in ("counts", "tools", "days"):
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table names
