"""Which week it is, when a week's figures appear, and when a message comes too late.

A week ends Wednesday 24:00 UTC, because 1 January 1970 was a Thursday. Devices send from Thursday
to Sunday; figures appear once, on Monday at 06:00 UTC, and never change after that.
"""

from __future__ import annotations

from dataclasses import dataclass

WEEK = 604_800
DAY = 86_400
#: Thursday 00:00 to Monday 06:00.
SENDING = 4 * DAY + 6 * 3600
#: A message is taken for this long after its week ended.
PATIENCE = 35 * DAY
#: Weeks in a quarter. Late messages are kept by quarter only.
QUARTER = 13


@dataclass(frozen=True, slots=True)
class Weeks:
    """All times are Unix seconds; a week is named by its number, Unix time // seconds."""

    seconds: int = WEEK
    demonstration: bool = False

    def at(self, now: float) -> int:
        """The week in which `now` lies."""
        return int(now) // self.seconds

    def begins(self, week: int) -> int:
        return week * self.seconds

    def ends(self, week: int) -> int:
        return (week + 1) * self.seconds

    def appears(self, week: int) -> int:
        """When its figures are published. In a demonstration: as soon as the week is over."""
        return self.ends(week) + (0 if self.demonstration else SENDING)

    def newest_published(self, now: float) -> int:
        return self.at(now - (0 if self.demonstration else SENDING)) - 1

    def is_late(self, week: int, now: float) -> bool:
        """Its figures have appeared; what comes now is kept aside. Never in a demonstration."""
        return not self.demonstration and now >= self.appears(week)

    def is_too_old(self, week: int, now: float) -> bool:
        return now > self.ends(week) + PATIENCE

    def quarter(self, week: int) -> int:
        """The first week of the quarter in which `week` lies."""
        return week - week % QUARTER
