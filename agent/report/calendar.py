"""Days, weeks, months, quarters: when one ends, and when its messages may be sent.

A week ends Wednesday 24:00 UTC, because 1 January 1970 was a Thursday. A quarter is 13 weeks, its
months are 4, 4 and 5 of them. A letter leaves once a week and has the number of its week.
A demonstration knows weeks only, as short as it likes.
"""

from __future__ import annotations

from dataclasses import dataclass

#: The one kind whose message is no number of the registry (agent/report/letter.py).
LETTER = "letter"
KINDS = ("day", "week", "month", "quarter", LETTER)

_DAY = 86_400
_WEEK = 7 * _DAY
_QUARTER = 13
#: The first week of each month of a quarter.
_MONTHS = (0, 4, 8)
#: Messages go at random times from an epoch's end on, for this many seconds: of a day until 06:00,
#: of all others from Thursday 00:00 to Sunday 20:00 UTC.
_SENDING = {"day": 6 * 3600} | dict.fromkeys(KINDS[1:], 92 * 3600)
#: Central counts a message for as long after its epoch ended.
PATIENCE = 35 * _DAY


@dataclass(frozen=True, slots=True)
class Calendar:
    """Times are Unix seconds; an epoch is a kind and a number. `seconds` is a week's length."""

    seconds: int = _WEEK
    demonstration: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of epoch that run here."""
        return ("week", LETTER) if self.demonstration else KINDS

    def at(self, kind: str, now: float) -> int:
        """The epoch in which `now` lies."""
        if kind == "day":
            return int(now // _DAY)
        week = int(now // self.seconds)
        if kind in ("week", LETTER):
            return week
        quarter, rest = divmod(week, _QUARTER)
        return quarter if kind == "quarter" else 3 * quarter + sum(rest >= m for m in _MONTHS[1:])

    def begins(self, kind: str, epoch: int) -> int:
        """Its first second."""
        if kind == "day":
            return epoch * _DAY
        if kind in ("week", LETTER):
            return epoch * self.seconds
        if kind == "quarter":
            return epoch * _QUARTER * self.seconds
        quarter, month = divmod(epoch, 3)
        return (quarter * _QUARTER + _MONTHS[month]) * self.seconds

    def ends(self, kind: str, epoch: int) -> int:
        """The first second after it."""
        return self.begins(kind, epoch + 1)

    def sending(self, kind: str) -> float:
        """Seconds in which the messages of an epoch are sent, from its end on."""
        return 0 if self.demonstration else _SENDING[kind]

    def closes(self, kind: str, epoch: int) -> float:
        """When the relay hands the epoch's box over."""
        return self.ends(kind, epoch) + self.sending(kind)

    def quarter(self, kind: str, epoch: int) -> int:
        """The quarter whose list holds the epoch's keys."""
        return 0 if self.demonstration else self.at("quarter", self.begins(kind, epoch))
