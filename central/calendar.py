"""Days, weeks, months and quarters: when one ends, when its figures appear, what comes too late.

A week ends Wednesday 24:00 UTC, because 1 January 1970 was a Thursday. A quarter is 13 weeks, its
months are 4, 4 and 5 of them. Devices send from Thursday to Sunday 20:00; figures appear once, on
Monday at 06:00 UTC, and never change after that. A day is sent until 06:00 and appears at 07:00.
A letter leaves once a week and has the number of its week. A demonstration knows weeks only, as
short as it likes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["day", "week", "month", "quarter", "letter"]
KINDS: tuple[Kind, ...] = get_args(Kind)
#: The one kind whose message is no number of the registry (central/collector/letter.py).
LETTER: Kind = "letter"
_WEEKS: tuple[Kind, ...] = ("week", LETTER)

HOUR = 3600
DAY = 24 * HOUR
WEEK = 7 * DAY
#: A message is taken for this long after its epoch ended.
PATIENCE = 35 * DAY
#: Weeks in a quarter, and the first week of each of its three months.
QUARTER = 13
_MONTHS = (0, 4, 8, QUARTER)

#: Seconds from an epoch's end until devices stop sending, and until its figures appear.
_SENDING = {"day": 6 * HOUR} | dict.fromkeys(KINDS[1:], 92 * HOUR)
_APPEARS = {"day": 7 * HOUR} | dict.fromkeys(KINDS[1:], 102 * HOUR)


@dataclass(frozen=True, slots=True)
class Calendar:
    """All times are Unix seconds. An epoch is a kind and a number; `seconds` is a week's length."""

    seconds: int = WEEK
    demonstration: bool = False

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of epoch that run here."""
        return _WEEKS if self.demonstration else KINDS

    @property
    def counted(self) -> tuple[Kind, ...]:
        """Those of them that have figures."""
        return tuple(kind for kind in self.kinds if kind != LETTER)

    def at(self, kind: Kind, now: float) -> int:
        """The epoch in which `now` lies."""
        if kind == "day":
            return int(now) // DAY
        week = int(now) // self.seconds
        if kind in _WEEKS:
            return week
        quarter, rest = divmod(week, QUARTER)
        if kind == "quarter":
            return quarter
        return 3 * quarter + sum(rest >= first for first in _MONTHS[1:3])

    def begins(self, kind: Kind, epoch: int) -> int:
        """Its first second."""
        if kind == "day":
            return epoch * DAY
        if kind in _WEEKS:
            return epoch * self.seconds
        if kind == "quarter":
            return epoch * QUARTER * self.seconds
        quarter, month = divmod(epoch, 3)
        return (quarter * QUARTER + _MONTHS[month]) * self.seconds

    def ends(self, kind: Kind, epoch: int) -> int:
        """The first second after it."""
        return self.begins(kind, epoch + 1)

    def closes(self, kind: Kind, epoch: int) -> int:
        """When devices stop sending it."""
        wait = 0 if self.demonstration else _SENDING[kind]
        return self.ends(kind, epoch) + wait

    def appears(self, kind: Kind, epoch: int) -> int:
        """When its figures are published."""
        wait = 0 if self.demonstration else _APPEARS[kind]
        return self.ends(kind, epoch) + wait

    def newest_published(self, kind: Kind, now: float) -> int:
        """The newest epoch whose figures have appeared."""
        epoch = self.at(kind, now)
        while self.appears(kind, epoch) > now:
            epoch -= 1
        return epoch

    def collecting(self, kind: Kind, now: float) -> int:
        """The oldest epoch that devices may still send."""
        epoch = self.at(kind, now)
        while self.closes(kind, epoch - 1) > now:
            epoch -= 1
        return epoch

    def is_late(self, kind: Kind, epoch: int, now: float) -> bool:
        """Its figures have appeared; what comes now is kept aside. Never in a demonstration."""
        return not self.demonstration and now >= self.appears(kind, epoch)

    def is_too_old(self, kind: Kind, epoch: int, now: float) -> bool:
        return now > self.ends(kind, epoch) + PATIENCE

    def quarter(self, kind: Kind, epoch: int) -> int:
        """The quarter in which the epoch begins: its tokens' keys are signed together."""
        return 0 if self.demonstration else self.at("quarter", self.begins(kind, epoch))

    def weeks_of(self, kind: Kind, epoch: int) -> range:
        """The weeks of a month or a quarter."""
        first = self.at("week", self.begins(kind, epoch))
        return range(first, self.at("week", self.ends(kind, epoch) - 1) + 1)

    def epochs_of(self, quarter: int, kind: Kind) -> range:
        """Every epoch of this kind that begins in the quarter."""
        begin, end = self.begins("quarter", quarter), self.ends("quarter", quarter)
        return range(self.at(kind, begin), self.at(kind, end))
