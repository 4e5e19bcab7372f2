"""Publishes a company's quarter as the collector does, and tries to work the hidden numbers out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import Engine, select

from central.calendar import Calendar
from central.concealing.conceal import Told
from central.concealing.tie import Place, Tie
from central.concealing.ties import Ties
from central.figures import Figure, Hidden, K
from central.registry import Registry
from central.store.engine import open_store, reading, sqlite_url
from central.store.figures import publish
from central.store.tables import figures
from tests.central.concealing.company import Company, made_up
from tests.central.concealing.worlds import Worlds

QUARTER = 226


@dataclass(frozen=True)
class Tried:
    """How many numbers were small, how many of them could be worked out, how many were shown."""

    small: int
    given_away: int
    shown: int
    #: Held back for a neighbour's sake.
    beside: int


def tried(folder: Path, registry: Registry, calendar: Calendar, seed: int) -> Tried:
    """One company. `seed` draws it."""
    company = made_up(registry, calendar, QUARTER, Random(seed))  # noqa: S311 - synthetic
    folder.mkdir()
    engine = open_store(sqlite_url(folder))
    company.store(engine)
    for kind, epoch in company.epochs():
        publish(engine, registry, calendar, kind, epoch, len(company.devices), single=False)
    told = _told(engine, company)
    engine.dispose()
    return attacked(company, told)


def attacked(company: Company, told: Mapping[Place, Told]) -> Tried:
    """What an attacker makes of all that was published."""
    worlds = Worlds(told, ties_of(company, told), company.truth())
    hidden = [one.figure.hidden for one in told.values()]
    return Tried(
        sum(one.small for one in told.values()),
        len(list(worlds.given_away())),
        hidden.count(None),
        hidden.count(Hidden.BESIDE),
    )


def ties_of(company: Company, told: Mapping[Place, Told]) -> list[Tie]:
    """All ties of the quarter, its months and weeks."""
    labels: dict[tuple[int, str, int], set[int]] = {}
    for place in told:
        labels.setdefault((place.metric, place.kind, place.epoch), set()).add(place.label)
    ties = Ties(
        company.registry,
        company.calendar,
        lambda *where: labels.get(where, set()),
        lambda *_where: len(company.devices),
    )
    found = [
        tie for kind, epoch in company.epochs() for group in ties.of(kind, epoch) for tie in group
    ]
    return list(dict.fromkeys(found))


def _told(engine: Engine, company: Company) -> dict[Place, Told]:
    with reading(engine) as connection:
        rows = list(connection.execute(select(figures)))
    found: dict[Place, Told] = {}
    truth = company.truth()
    for row in rows:
        metric = company.registry.by_number[row.metric]
        place = Place(row.kind, row.epoch, row.metric, row.label, row.state)
        reported = company.reported(row.kind, metric.id, row.label)
        figure = Figure(row.shown, Hidden(row.hidden) if row.hidden else None)
        true = truth.get(place, 0)
        small = figure.count is None and (true < K or reported - true < K)
        found[place] = Told(figure, reported, metric.cap if metric.kind == "count" else 1, small)
    return found
