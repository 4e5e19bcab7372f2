"""Days, counted from 1970, as dates such as 2026-11-25."""

from __future__ import annotations

from datetime import UTC, date, datetime

#: Seconds of a day.
DAY = 86_400


def day_of(text: str) -> int:
    """Days since 1970 of a date such as 2026-11-25. Raises ValueError."""
    found = date.fromisoformat(text)
    if not 2000 <= found.year <= 2200:
        raise ValueError(text)
    return int(datetime(found.year, found.month, found.day, tzinfo=UTC).timestamp()) // DAY


def day_text(day: int) -> str:
    """The date of a day, such as 2026-11-25; nothing for 0."""
    return datetime.fromtimestamp(day * DAY, UTC).date().isoformat() if day else ""
