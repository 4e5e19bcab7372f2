"""Published figures as rows of a file: what the console shows, and nothing that it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine

from central.days import DAY, day_text
from central.figures import Figure, adding, parting
from central.registry import Metric, Registry
from central.store.sums import read_sums
from central.weeks import Weeks


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
    engine: Engine, registry: Registry, weeks: Weeks, begins: int, ends: int, now: float
) -> list[FigureRow]:
    """The cells of every week that was published and begins between two moments."""
    first = -(-begins // weeks.seconds)
    last = min(weeks.at(ends), weeks.newest_published(now))
    sums = read_sums(engine, first, last)
    rows: list[FigureRow] = []
    for (week, number), states in sorted(sums.items()):
        metric = registry.by_number.get(number)
        if metric is None or metric.kind == "shelf":
            continue
        if metric.kind == "state":
            found = parting(states, len(metric.values), weeks.demonstration)
            named = list(zip(metric.values, found, strict=True))
        else:
            named = [("", adding(states, weeks.demonstration))]
        rows += _rows(metric, day_text(weeks.begins(week) // DAY), named)
    return rows


def _rows(metric: Metric, begins: str, named: list[tuple[str, Figure]]) -> Iterator[FigureRow]:
    for value, figure in named:
        hidden = str(figure.hidden or "")
        yield FigureRow("week", begins, metric.id, metric.title, value, figure.count, hidden)
