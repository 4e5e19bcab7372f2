"""What stands on shelves: things without a metric of their own, such as less common tools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from central.calendar import Calendar, Kind
from central.console.dates import day_in_words
from central.figures import Figure
from central.registry import Registry
from central.store.figures import Figures, newest_epoch, read_figures


@dataclass(frozen=True, slots=True)
class Shelved:
    """`until`: the last day in words. Number of a thing to its figure; of rules see `judging`."""

    until: str
    found: Mapping[int, Figure]


def on_shelves(figures: Figures, registry: Registry, row: str, epoch: int) -> Mapping[int, Figure]:
    """Number to figure of what may be shown; `row` is what the ids of its shelves begin with."""
    return {
        number: figure
        for metric in registry.under(row)
        for number, figure in figures.get((epoch, metric.number), {}).get(0, {}).items()
    }


def newest_shelved(
    engine: Engine, registry: Registry, calendar: Calendar, kind: Kind, row: str, now: float
) -> Shelved | None:
    """What stood there in the newest published month or quarter, or None before the first."""
    newest = newest_epoch(engine, kind, calendar.newest_published(kind, now))
    if newest is None:
        return None
    wanted = [metric.number for metric in registry.under(row)]
    figures = read_figures(engine, kind, range(newest, newest + 1), wanted)
    until = day_in_words(int(calendar.ends(kind, newest)) - 1)
    return Shelved(until, on_shelves(figures, registry, row, newest))
