"""Published figures as rows of a file: what the console shows, and nothing that it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from central.calendar import Calendar
from central.console.history import History
from central.console.on_shelves import on_shelves
from central.console.use import SHELF
from central.days import DAY, day_text
from central.figures import Figure
from central.registry import Metric, Registry
from central.store.figures import read_epochs, read_figures
from central.tools import Tool
from central.words import gettext as _


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One published cell. `count` is None where `hidden` says why."""

    kind: str
    begins: str
    metric: str
    title: str
    value: str
    count: int | None
    hidden: str


HEADER = ("epoch", "begins", "metric", "title", "value", "count", "hidden")


def figure_rows(
    engine: Engine,
    registry: Registry,
    weeks: Calendar,
    tools: Mapping[int, Tool],
    begins: int,
    ends: int,
    now: float,
) -> list[FigureRow]:
    """The cells of every week that was published and begins between two moments.

    What a system or a group said of itself is summed over all of them, as on the console. Of less
    common tools `value` is the name, and `count` an estimate.
    """
    first = -(-begins // weeks.seconds)
    last = min(weeks.at("week", ends), weeks.newest_published("week", now))
    published, epochs = (
        read_figures(engine, "week", range(first, last + 1)),
        read_epochs(engine, "week", first, last),
    )
    rows: list[FigureRow] = []
    for week in sorted(epochs):
        history = History(published, epochs, registry, first, week)
        day = day_text(weeks.begins("week", week) // DAY)
        numbers = sorted(number for one, number in published if one == week)
        for number in numbers:
            metric = registry.by_number.get(number)
            if metric is None or metric.kind == "shelf":
                continue
            if metric.kind == "state":
                named = list(zip(metric.values, history.states(metric.id), strict=True))
            else:
                named = [("", history.now(metric.id))]
            rows += _rows(metric, day, named)
        rows += _shelved(on_shelves(published, registry, SHELF, week), tools, day)
    return rows


def _shelved(found: Mapping[int, Figure], tools: Mapping[int, Tool], day: str) -> list[FigureRow]:
    metric, title = SHELF.rstrip("."), _("Used a tool")
    return [
        FigureRow("week", day, metric, title, tools[number].name, one.count, "")
        for number, one in sorted(found.items())
        if number in tools
    ]


def _rows(metric: Metric, begins: str, named: list[tuple[str, Figure]]) -> Iterator[FigureRow]:
    for value, figure in named:
        hidden = str(figure.hidden or "")
        yield FigureRow("week", begins, metric.id, metric.title, value, figure.count, hidden)
