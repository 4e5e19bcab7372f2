"""A year of messages, counted by the collector's own code. No device sent them."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Engine

from central.calendar import Calendar, Kind
from central.collector.check import SHELVES, shelf_of
from central.collector.messages import Cell, Entry, count
from central.deciding.groups import LEAST_BY_MONTH
from central.demo.habits import SHELVED, Odds, odds
from central.figures import LEAST_GROUP, ON_SHELF
from central.registry import Metric, Registry
from central.store.engine import writing
from central.store.figures import publish

#: How many of each kind of epoch a year has.
YEAR: Mapping[Kind, int] = {"day": 14, "week": 52, "month": 12, "quarter": 4}
#: Numbers of the whole company by month or quarter that a page shows.
WITH_PAGE = ("rule.", "api.", "usecase.shelf.", "present.shelf.")
#: The groups of the company and each one's share of its devices.
GROUPS: Mapping[int, float] = {1: 0.34, 2: 0.24, 3: 0.18, 4: 0.13, 5: 0.11}
#: Of the devices that could report, about how many do.
REPORTING = 0.94


def fill_year(engine: Engine, registry: Registry, weeks: Calendar, people: int, now: float) -> None:
    """Counts a year for a company of so many people, up to the newest published epochs."""
    for kind in YEAR:
        _fill(engine, registry, weeks, kind, people, now)


def _fill(
    engine: Engine, registry: Registry, weeks: Calendar, kind: Kind, people: int, now: float
) -> None:
    chance = random.Random(1)  # noqa: S311 - the same company each time
    last = weeks.newest_published(kind, now)
    first = last - YEAR[kind] + 1
    for epoch in range(first, last + 1):
        t = (epoch - first) / (last - first)
        enrolled = round(people * (0.62 + 0.38 * min(t * 3, 1)))
        reporting = round(enrolled * (REPORTING + chance.uniform(-0.015, 0.015)))
        with writing(engine) as connection:
            count(connection, list(_said(registry, kind, epoch, t, reporting, chance)))
        publish(engine, registry, weeks, kind, epoch, enrolled, single=False)


def _said(
    registry: Registry, kind: Kind, epoch: int, t: float, reporting: int, chance: random.Random
) -> Iterator[Entry]:
    # Fewer people are at work in summer and around the turn of the year.
    part = epoch % YEAR[kind] / YEAR[kind]
    summer = 1 - 0.18 * max(0.0, math.cos(2 * math.pi * (part - 32 / 52))) ** 8
    for metric in registry.of_epoch(kind):
        of_all = metric.label != "group" and not metric.id.startswith(WITH_PAGE)
        if of_all and kind in ("month", "quarter"):
            continue  # these have no page
        for label, devices in _groups(metric, kind, reporting):
            values, likely = _likely(metric, epoch, t, summer)
            for at, said in _drawn(likely, devices, chance):
                yield from [_entry(metric, kind, epoch, label, values[at])] * said


def _likely(metric: Metric, epoch: int, t: float, summer: float) -> tuple[Sequence[int], Odds]:
    """The values that devices say, and how likely each is."""
    if metric.kind != "shelf":
        likely = odds(metric, t, summer)
        return range(len(likely)), likely
    row, shelf = metric.id[:-2], int(metric.id[-2:])
    there = {
        value: share * summer
        for value, share in SHELVED.get(row, {}).items()
        if shelf_of(epoch, value // ON_SHELF, SHELVES[row]) == shelf
    }
    return (0, *there), (1 - sum(there.values()), *there.values())


def _groups(metric: Metric, kind: Kind, reporting: int) -> Iterator[tuple[int, int]]:
    """The labels that devices put on this metric, and how many do: no group that is too small."""
    least = LEAST_BY_MONTH if kind == "month" else LEAST_GROUP
    sizes = {label: round(reporting * share) for label, share in GROUPS.items()}
    if metric.label != "group" or min(sizes.values()) < least:
        yield 0, reporting
    else:
        yield from sizes.items()


def _drawn(likely: Odds, reporting: int, chance: random.Random) -> Iterator[tuple[int, int]]:
    """How many devices say each value; they add up to all that report."""
    left, whole = reporting, 1.0
    for value, p in enumerate(likely[:-1]):
        share = min(p / whole, 1.0) if whole > 0 else 0.0
        spread = math.sqrt(left * share * (1 - share))
        drawn = min(max(round(chance.gauss(left * share, spread)), 0), left)
        yield value, drawn
        left, whole = left - drawn, whole - p
    yield len(likely) - 1, left


def _entry(metric: Metric, kind: Kind, epoch: int, label: int, value: int) -> Entry:
    state = min(value, 1) if metric.kind == "count" else value
    cell = Cell(kind, epoch, late=False, metric=metric.number, label=label, state=state)
    return Entry(spent=epoch, nonce=b"", digest=b"", cell=cell, value=min(value, metric.cap))
