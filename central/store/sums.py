"""Reads the cells of published weeks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from central.store.engine import reading
from central.store.tables import cells


@dataclass(frozen=True, slots=True)
class Sum:
    """What stands in one cell: how many devices said so, and what they add up to."""

    messages: int
    total: int


#: (week, metric) → state → sum, for the whole company.
Sums = Mapping[tuple[int, int], Mapping[int, Sum]]


def read_sums(engine: Engine, first: int, last: int) -> Sums:
    """All cells of the weeks `first` to `last`, both included, without what came late."""
    query = select(cells).where(
        cells.c.week.between(first, last), cells.c.late.is_(False), cells.c.grp == 0
    )
    found: dict[tuple[int, int], dict[int, Sum]] = {}
    with reading(engine) as connection:
        for row in connection.execute(query):
            states = found.setdefault((row.week, row.metric), {})
            states[row.state] = Sum(row.messages, row.total)
    return found


def newest_week(engine: Engine, last: int) -> int | None:
    """The newest week up to `last` that holds anything."""
    query = select(func.max(cells.c.week)).where(cells.c.week <= last, cells.c.late.is_(False))
    with reading(engine) as connection:
        found: int | None = connection.scalar(query)
    return found
