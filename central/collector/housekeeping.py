"""Throws away what is no longer needed: nonces, sums, old figures, letters decided long ago."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import OperationalError

from central.calendar import DAY, PATIENCE, WEEK, Calendar, Kind
from central.letters import store as letters
from central.registry import Registry
from central.store.engine import writing
from central.store.erasure import erase
from central.store.tables import SPENT, cells, epochs, figures, spent_table


def tidy(engine: Engine, registry: Registry, calendar: Calendar, now: float) -> None:
    """One round. A store that is busy is tidied in the next."""
    try:
        _drop_old_nonces(engine, now)
        _drop_old_figures(engine, registry, calendar, now)
        with writing(engine) as connection:
            letters.forget(connection, int(now) // DAY)
        erase(engine)
    except OperationalError:
        return


def _drop_old_nonces(engine: Engine, now: float) -> None:
    oldest = int(now - PATIENCE) // WEEK
    names = [name for name in inspect(engine).get_table_names() if name.startswith(SPENT)]
    weeks = [int(name.removeprefix(SPENT)) for name in names]
    with writing(engine) as connection:
        for week in weeks:
            if week < oldest:
                spent_table(week).drop(connection, checkfirst=True)


def _drop_old_figures(engine: Engine, registry: Registry, calendar: Calendar, now: float) -> None:
    for kind in calendar.counted:
        metrics = registry.of_epoch(kind)
        kept = {metric.retention_days for metric in metrics}
        with writing(engine) as connection:
            for days in kept:
                numbers = [one.number for one in metrics if one.retention_days == days]
                _drop_before(connection, kind, numbers, calendar, now - days * DAY)
            oldest = calendar.at(kind, now - max(kept) * DAY)
            gone = (epochs.c.kind == kind) & (epochs.c.epoch < oldest)
            connection.execute(epochs.delete().where(gone))


def _drop_before(
    connection: Connection, kind: Kind, numbers: list[int], calendar: Calendar, past: float
) -> None:
    """Figures and sums of these metrics, by kind and epoch, as the tables are ordered.

    A look at every row for every metric held up all others for half a minute at 40 groups.
    """
    oldest = calendar.at(kind, past)
    old = (figures.c.kind == kind) & (figures.c.epoch < oldest)
    connection.execute(figures.delete().where(old, figures.c.metric.in_(numbers)))
    late = cells.c.late & (cells.c.epoch < calendar.at("quarter", past))
    growing = cells.c.late.is_(False) & (cells.c.epoch < oldest)
    old = (cells.c.kind == kind) & (late | growing)
    connection.execute(cells.delete().where(old, cells.c.metric.in_(numbers)))
