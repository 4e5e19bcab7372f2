"""What an epoch publishes: its figures, and none from which a hidden one could be worked out."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select

from central.calendar import Calendar, Kind
from central.concealing.conceal import Told, conceal
from central.concealing.tie import Place
from central.concealing.ties import Ties
from central.figures import Figure, Hidden, Sum, reporting
from central.registry import Registry
from central.store.tables import epochs, figures

#: (metric, label) → state → sum.
Sums = Mapping[tuple[int, int], Mapping[int, Sum]]


def concealed(
    connection: Connection,
    registry: Registry,
    calendar: Calendar,
    kind: Kind,
    epoch: int,
    sums: Sums,
    shown: Mapping[Place, Figure],
) -> dict[Place, Figure]:
    """`shown`, with further figures held back. `sums` are those of the same epoch."""
    reported = {where: reporting(states) for where, states in sums.items()}
    now = {
        place: Told(figure, reported[place.metric, place.label], _adds(registry, place.metric))
        for place, figure in shown.items()
    }
    earlier, received = _earlier(connection, registry, calendar, kind, epoch, reported)
    received[kind, epoch] = max(reported.values(), default=0)
    labels: dict[tuple[int, Kind, int], set[int]] = {}
    for place in (*now, *earlier):
        labels.setdefault((place.metric, place.kind, place.epoch), set()).add(place.label)
    ties = Ties(
        registry,
        calendar,
        lambda *where: labels.get(where, set()),
        lambda *where: received.get(where, 0),
    )
    # What is held back for one thing may tell of another that was looked at before: look again.
    groups, before = list(ties.of(kind, epoch)), None
    while now != before:
        before = now
        for group in groups:
            now = conceal(now, earlier, group)
    return {place: one.figure for place, one in now.items()}


def _earlier(
    connection: Connection,
    registry: Registry,
    calendar: Calendar,
    kind: Kind,
    epoch: int,
    reported: Mapping[tuple[int, int], int],
) -> tuple[dict[Place, Told], dict[tuple[Kind, int], int]]:
    """The published figures of the weeks and months within a month or a quarter, and how many
    devices reported in each.
    """
    found: dict[Place, Told] = {}
    reporting_then: dict[tuple[Kind, int], int] = {}
    for part, within in _within(calendar, kind, epoch).items():
        these = (epochs.c.kind == part) & epochs.c.epoch.between(within[0], within[-1])
        received = {
            row.epoch: row.received for row in connection.execute(select(epochs).where(these))
        }
        reporting_then |= {(part, then): devices for then, devices in received.items()}
        query = select(figures).where(
            figures.c.kind == part, figures.c.epoch.between(within[0], within[-1])
        )
        for row in connection.execute(query):
            metric = registry.by_number.get(row.metric)
            if metric is None or metric.kind == "shelf":
                continue
            # How large a group was then is not kept; it is what it is now.
            twin = registry.by_id.get(metric.id.replace("month.", f"{kind}.", 1))
            of_group = reported.get((twin.number, row.label)) if twin and row.label else None
            figure = Figure(row.shown, Hidden(row.hidden) if row.hidden else None)
            place = Place(part, row.epoch, row.metric, row.label, row.state)
            devices = of_group or received.get(row.epoch, 0)
            # What was held back may have been small; nobody remembers.
            small = figure.hidden is Hidden.BESIDE
            found[place] = Told(figure, devices, _adds(registry, row.metric), small)
    return found, reporting_then


def _adds(registry: Registry, number: int) -> int:
    """What one device adds to a figure at the most: of a state it is in one value, once."""
    metric = registry.by_number[number]
    return metric.cap if metric.kind == "count" else 1


def _within(calendar: Calendar, kind: Kind, epoch: int) -> Mapping[Kind, range]:
    if kind not in ("month", "quarter"):
        return {}
    months: dict[Kind, range] = (
        {"month": calendar.epochs_of(epoch, "month")} if kind == "quarter" else {}
    )
    return {"week": calendar.weeks_of(kind, epoch), **months}
