"""Throws away what is no longer needed: nonces, sums, old figures, letters decided long ago."""

from __future__ import annotations

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import OperationalError

from central.calendar import DAY, PATIENCE, WEEK, Calendar
from central.letters import store as letters
from central.registry import Registry
from central.store.engine import empty_log, writing
from central.store.tables import SPENT, cells, epochs, figures, spent_table


def tidy(engine: Engine, registry: Registry, calendar: Calendar, now: float) -> None:
    """One round. A store that is busy is tidied in the next."""
    try:
        _drop_old_nonces(engine, now)
        _drop_old_figures(engine, registry, calendar, now)
        with writing(engine) as connection:
            letters.forget(connection, int(now) // DAY)
        empty_log(engine)
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
    with writing(engine) as connection:
        for metric in registry.by_number.values():
            past = now - metric.retention_days * DAY
            oldest = calendar.at(metric.epoch, past)
            old = (figures.c.metric == metric.number) & (figures.c.epoch < oldest)
            connection.execute(figures.delete().where(old))
            this = cells.c.metric == metric.number
            late = cells.c.late & (cells.c.epoch < calendar.at("quarter", past))
            growing = cells.c.late.is_(False) & (cells.c.epoch < oldest)
            connection.execute(cells.delete().where(this & (late | growing)))
        for kind in calendar.counted:
            longest = max(one.retention_days for one in registry.of_epoch(kind))
            oldest = calendar.at(kind, now - longest * DAY)
            gone = (epochs.c.kind == kind) & (epochs.c.epoch < oldest)
            connection.execute(epochs.delete().where(gone))
