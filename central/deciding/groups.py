"""Groups that may be named: those that the newest published quarter shows to be large enough."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from sqlalchemy import Engine

from central.calendar import Calendar
from central.registry import Registry
from central.store.figures import PRESENCE, newest_epoch, read_figures

#: Name of the file among the decisions (docs/protocol.md, *Groups*).
FILE = "groups.json"


def large_groups(
    engine: Engine, registry: Registry, calendar: Calendar, now: float
) -> frozenset[int]:
    """Their numbers; none before the first quarter was published."""
    newest = newest_epoch(engine, "quarter", calendar.newest_published("quarter", now))
    if newest is None:
        return frozenset()
    here = registry.by_id[PRESENCE].number
    found = read_figures(engine, "quarter", range(newest, newest + 1), [here])
    return frozenset(
        group
        for group, states in found.get((newest, here), {}).items()
        if group and states[1].count is not None
    )


def groups_file(groups: Collection[int]) -> bytes:
    """The file; nothing where no group is large enough."""
    return msgspec.json.encode({"groups": sorted(groups)}) if groups else b""
