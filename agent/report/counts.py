"""The running counts of the open epoch. They survive whatever ends the agent."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from agent.report.metrics import Metric


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

    def see_day(self, day: int) -> int:
        """Remember that an AI tool was used on `day` (Unix time // 86400). Days so far."""
        self.db.execute("INSERT OR IGNORE INTO days VALUES (?)", (day,))
        (days,) = self.db.execute("SELECT count(*) FROM days").fetchone()
        return int(days)

    def see_tool(self, number: int) -> None:
        """Remember that the tool with this catalogue number was used."""
        self.db.execute("INSERT OR IGNORE INTO tools VALUES (?)", (number,))

    def tools(self) -> list[int]:
        """Catalogue numbers of the tools that were used."""
        return [row["number"] for row in self.db.execute("SELECT number FROM tools")]

    def values(self) -> Mapping[int, int]:
        """Metric number to value, for every metric that is not zero."""
        rows = self.db.execute("SELECT metric, value FROM counts")
        return {row["metric"]: row["value"] for row in rows}

    def clear(self) -> None:
        """Begin at zero."""
        self.db.execute("DELETE FROM counts")
        self.db.execute("DELETE FROM days")
        self.db.execute("DELETE FROM tools")
