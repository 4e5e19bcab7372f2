"""Throws away what is no longer needed: old nonces, and sums past their metric's retention."""

from __future__ import annotations

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import OperationalError

from central.registry import Registry
from central.store.engine import writing
from central.store.tables import SPENT, cells, spent_table
from central.weeks import DAY, PATIENCE, WEEK, Weeks


def tidy(engine: Engine, registry: Registry, weeks: Weeks, now: float) -> None:
    """One round. A store that is busy is tidied in the next."""
    try:
        _drop_old_nonces(engine, now)
        _drop_old_cells(engine, registry, weeks, now)
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


def _drop_old_cells(engine: Engine, registry: Registry, weeks: Weeks, now: float) -> None:
    with writing(engine) as connection:
        for metric in registry.by_number.values():
            oldest = weeks.at(now - metric.retention_days * DAY)
            old = (cells.c.metric == metric.number) & (cells.c.week < oldest)
            connection.execute(cells.delete().where(old))
