"""What the last day brought that does not wait for Monday: two numbers of the whole company."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Engine

from central.calendar import Calendar
from central.console.dates import day_in_words
from central.figures import Figure
from central.registry import Registry
from central.store.figures import newest_epoch, read_figures
from central.words import ngettext

#: The figure of a bit stands under its value 1.
SAID = 1


def yesterday(engine: Engine, registry: Registry, calendar: Calendar, now: float) -> list[str]:
    """Sentences on the newest published day; none where nothing may be shown of it."""
    newest = calendar.newest_published("day", now)
    if newest_epoch(engine, "day", newest) != newest:
        return []
    found = read_figures(engine, "day", range(newest, newest + 1))
    said = {
        name: found.get((newest, registry.by_id[name].number), {}).get(0, {}).get(SAID)
        for name in ("day.hot", "day.broken")
    }
    day = day_in_words(int(calendar.begins("day", newest)))
    return list(_sentences(said["day.hot"], said["day.broken"], day))


def _sentences(hot: Figure | None, broken: Figure | None, day: str) -> Iterator[str]:
    if broken and broken.count:
        text = ngettext(
            "{day}: a guard that worked the day before was blind on {count} device. "
            "Has a browser or a system been updated?",
            "{day}: a guard that worked the day before was blind on {count} devices. "
            "Has a browser or a system been updated?",
            broken.count,
        )
        yield text.format(day=day, count=broken.count)
    if hot and hot.count:
        text = ngettext(
            "{day}: restricted or secret text went on to a public tool, or was stopped, "
            "on {count} device.",
            "{day}: restricted or secret text went on to a public tool, or was stopped, "
            "on {count} devices.",
            hot.count,
        )
        yield text.format(day=day, count=hot.count)
