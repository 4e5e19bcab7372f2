"""Publishes an epoch: sums that may be shown become figures, once; the sums themselves go.

What is not shown is not kept either: a stored "1" would single somebody out for whoever reads the
table. A demonstration keeps its sums, and publishes anew what came in meanwhile.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, case, func, select

from central.calendar import Calendar, Kind
from central.concealing.tie import Place
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
from central.store.published import Sums, concealed
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
    engine: Engine,
    registry: Registry,
    calendar: Calendar,
    kind: Kind,
    epoch: int,
    issued: int,
    single: bool,
) -> None:
    """Publishes one epoch. `single` shows every count and keeps the sums, in a demonstration.

    What is to be shown is thought out before the store is locked: nobody waits for it.
    """
    with reading(engine) as connection:
        sums = _sums(connection, kind, epoch)
        found = {
            Place(kind, epoch, number, label, state): one
            for (number, label), states in sums.items()
            if (metric := registry.by_number.get(number))
            for state, one in _shown(metric, states, single).items()
        }
        if not single:
            about = connection, registry, calendar, kind, epoch
            found = concealed(*about, sums=sums, shown=found)
    with writing(engine) as connection:
        if single:
            this = (figures.c.kind == kind) & (figures.c.epoch == epoch)
            connection.execute(figures.delete().where(this))
        elif _is_published(connection, kind, epoch):
            return  # another collector was quicker, and has thrown the sums away
        received = _received(sums)
        _put_epoch(connection, kind, Epoch(epoch, received, max(issued, received)))
        rows = [
            {**place._asdict(), "shown": one.count, "hidden": one.hidden}
            for place, one in found.items()
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


def _sums(connection: Connection, kind: Kind, epoch: int) -> Sums:
    query = select(cells).where(
        cells.c.kind == kind, cells.c.epoch == epoch, cells.c.late.is_(False)
    )
    found: dict[tuple[int, int], dict[int, Sum]] = {}
    for row in connection.execute(query):
        states = found.setdefault((row.metric, row.label), {})
        states[row.state] = Sum(row.messages, row.total)
    return found


def _shown(metric: Metric, states: Mapping[int, Sum], single: bool) -> Mapping[int, Figure]:
    """State to figure, each for itself."""
    if metric.kind == "state":
        return dict(enumerate(parting(states, len(metric.values), single)))
    if metric.kind == "shelf":
        return (judging if metric.values else shelving)(states, single)
    return {1: presence(states, single) if metric.id == PRESENCE else adding(states, single)}


def _received(sums: Sums) -> int:
    """How many devices reported: each tells every metric, under one label or another."""
    reported: Counter[int] = Counter()
    for (number, _label), states in sums.items():
        reported[number] += reporting(states)
    return max(reported.values(), default=0)


def _is_published(connection: Connection, kind: Kind, epoch: int) -> bool:
    query = select(epochs.c.epoch).where(epochs.c.kind == kind, epochs.c.epoch == epoch)
    return connection.scalar(query) is not None


def _put_epoch(connection: Connection, kind: Kind, epoch: Epoch) -> None:
    values = {"received": epoch.received, "issued": epoch.issued}
    insert = insert_for(connection)(epochs).values(kind=kind, epoch=epoch.number, **values)
    keys = [epochs.c.kind, epochs.c.epoch]
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=values))
