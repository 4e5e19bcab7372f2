"""Dates and weeks in words, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from central.calendar import DAY, Calendar
from central.words import gettext as _


def week_in_words(weeks: Calendar, week: int) -> str:
    """Such as `19 to 25 November 2026`, or of a demonstration its time of day."""
    begins, ends = weeks.begins("week", week), weeks.ends("week", week)
    if weeks.seconds < DAY:
        text = _("{begin} to {end} UTC on {day}")
        return text.format(begin=_clock(begins), end=_clock(ends), day=day_in_words(begins))
    return _("{first} to {last}").format(
        first=_short_day(begins, ends - 1), last=day_in_words(ends - 1)
    )


def day_in_words(moment: int) -> str:
    """Such as `25 November 2026`."""
    day = datetime.fromtimestamp(moment, UTC)
    return _("{day} {month} {year}").format(day=day.day, month=_month(day), year=day.year)


def day_of_number(day: int) -> str:
    """A day counted from 1970, in words; nothing for 0."""
    return day_in_words(day * DAY) if day else ""


def moment_in_words(moment: int) -> str:
    """Such as `25 November 2026, 13:05`."""
    clock = datetime.fromtimestamp(moment, UTC).strftime("%H:%M")
    return _("{day}, {clock}").format(day=day_in_words(moment), clock=clock)


def _short_day(moment: int, later: int) -> str:
    # Year and month are said once where both days share them.
    day, other = (datetime.fromtimestamp(one, UTC) for one in (moment, later))
    if (day.year, day.month) == (other.year, other.month):
        return str(day.day)
    if day.year == other.year:
        return _("{day} {month}").format(day=day.day, month=_month(day))
    return day_in_words(moment)


def _clock(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%H:%M:%S")


def _month(day: datetime) -> str:
    months = (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )
    return months[day.month - 1]
