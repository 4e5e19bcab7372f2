"""Publishes an epoch: sums that may be shown become figures, once; the sums themselves go.

What is not shown is not kept either: a stored "1" would single somebody out for whoever reads the
table. A demonstration keeps its sums, and publishes anew what came in meanwhile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, case, func, select

from central.calendar import Kind
from central.figures import (
    Figure,
    Hidden,
    Sum,
    Total,
    adding,
    judging,
    parting,
    presence,
    reporting,
    shelving,
)
from central.registry import Metric, Registry
from central.store.engine import insert_for, reading, writing
from central.store.tables import cells, epochs, figures

#: The one metric that says only that a device is there.
PRESENCE = "here"
#: State → figure.
States = Mapping[int, Figure]
#: (epoch, metric) → label → state → figure.
Figures = Mapping[tuple[int, int], Mapping[int, States]]


@dataclass(frozen=True, slots=True)
class Epoch:
    """How many devices reported in an epoch, and for how many tokens were given out."""

    number: int
    received: int
    issued: int


def unpublished(engine: Engine, kind: Kind, last: int, again: int = 0) -> list[int]:
    """Epochs up to `last` that hold sums and were not published, and the newest `again` anyway."""
    published = select(epochs.c.epoch).where(epochs.c.kind == kind, epochs.c.epoch <= last - again)
    query = select(cells.c.epoch).distinct()
    query = query.where(cells.c.kind == kind, cells.c.late.is_(False), cells.c.epoch <= last)
    with reading(engine) as connection:
        return sorted(connection.scalars(query.where(~cells.c.epoch.in_(published))))


def publish(
    engine: Engine, registry: Registry, kind: Kind, epoch: int, issued: int, single: bool
) -> None:
    """Publishes one epoch. `single` shows every count and keeps the sums, in a demonstration."""
    with writing(engine) as connection:
        sums = _sums(connection, kind, epoch)
        reported: Counter[int] = Counter()
        for (number, _label), states in sums.items():
            reported[number] += reporting(states)
        received = max(reported.values(), default=0)
        _put_epoch(connection, kind, Epoch(epoch, received, max(issued, received)))
        this = (figures.c.kind == kind) & (figures.c.epoch == epoch)
        connection.execute(figures.delete().where(this))
        rows = [
            {"kind": kind, "epoch": epoch, "metric": number, "label": label, **row}
            for (number, label), states in sums.items()
            if (metric := registry.by_number.get(number))
            for row in _rows(metric, states, single)
        ]
        if rows:
            connection.execute(figures.insert(), rows)
        if not single:
            over = (cells.c.kind == kind) & (cells.c.epoch == epoch) & cells.c.late.is_(False)
            connection.execute(cells.delete().where(over))


def read_figures(
    engine: Engine, kind: Kind, epochs: range, metrics: Collection[int] | None = None
) -> Figures:
    """The figures of published epochs, in the store's order. `metrics`: of these numbers alone."""
    this = figures.c.kind == kind
    if metrics is not None:
        this &= figures.c.metric.in_(metrics)
    found: dict[tuple[int, int], dict[int, dict[int, Figure]]] = {}
    with reading(engine) as connection:
        for epoch in epochs:
            query = select(figures).where(this, figures.c.epoch == epoch)
            for _kind, _epoch, metric, label, state, shown, hidden in connection.execute(query):
                labels = found.setdefault((epoch, metric), {})
                states = labels.setdefault(label, {})
                states[state] = Figure(shown, Hidden(hidden) if hidden else None)
    return found


def read_totals(engine: Engine, kind: Kind, epochs: range) -> Mapping[int, Total]:
    """Metric to the sum of what was published of it for the whole company, where it is one number.

    A sum of shown numbers, so it gives nothing away; beside it how many were held back.
    """
    held = func.sum(case((figures.c.hidden != str(Hidden.NONE), 1), else_=0))
    query = select(figures.c.metric, func.coalesce(func.sum(figures.c.shown), 0), held)
    query = query.where(
        figures.c.kind == kind,
        figures.c.epoch.between(epochs[0], epochs[-1]),
        figures.c.label == 0,
        figures.c.state == 1,
    ).group_by(figures.c.metric)
    with reading(engine) as connection:
        rows = connection.execute(query)
        return {metric: Total(int(count), int(hidden)) for metric, count, hidden in rows}


def read_epochs(engine: Engine, kind: Kind, first: int, last: int) -> Mapping[int, Epoch]:
    """The published epochs `first` to `last`, both included."""
    query = select(epochs).where(epochs.c.kind == kind, epochs.c.epoch.between(first, last))
    with reading(engine) as connection:
        rows = connection.execute(query)
        return {row.epoch: Epoch(row.epoch, row.received, row.issued) for row in rows}


def newest_epoch(engine: Engine, kind: Kind, last: int) -> int | None:
    """The newest published epoch up to `last`."""
    query = select(func.max(epochs.c.epoch)).where(epochs.c.kind == kind, epochs.c.epoch <= last)
    with reading(engine) as connection:
        found: int | None = connection.scalar(query)
    return found


def _sums(
    connection: Connection, kind: Kind, epoch: int
) -> Mapping[tuple[int, int], Mapping[int, Sum]]:
    query = select(cells).where(
        cells.c.kind == kind, cells.c.epoch == epoch, cells.c.late.is_(False)
    )
    found: dict[tuple[int, int], dict[int, Sum]] = {}
    for row in connection.execute(query):
        states = found.setdefault((row.metric, row.label), {})
        states[row.state] = Sum(row.messages, row.total)
    return found


def _rows(
    metric: Metric, states: Mapping[int, Sum], single: bool
) -> Iterator[dict[str, int | str | None]]:
    if metric.kind == "state":
        shown = dict(enumerate(parting(states, len(metric.values), single)))
    elif metric.kind == "shelf":
        shown = dict((judging if metric.values else shelving)(states, single))
    elif metric.id == PRESENCE:
        shown = {1: presence(states, single)}
    else:
        shown = {1: adding(states, single)}
    for state, one in shown.items():
        yield {"state": state, "shown": one.count, "hidden": one.hidden}


def _put_epoch(connection: Connection, kind: Kind, epoch: Epoch) -> None:
    values = {"received": epoch.received, "issued": epoch.issued}
    insert = insert_for(connection)(epochs).values(kind=kind, epoch=epoch.number, **values)
    keys = [epochs.c.kind, epochs.c.epoch]
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=values))
