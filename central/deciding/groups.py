"""Groups that may be named: those that the newest published quarter shows to be large enough.

A month comes three times as often as a quarter, so it names the largest of them only.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import Engine

from central.calendar import Calendar
from central.registry import Registry
from central.store.figures import PRESENCE, newest_epoch, read_figures

#: Name of the file among the decisions (docs/protocol.md, *Groups*).
FILE = "groups.json"
#: Devices of a group that a month may name.
LEAST_BY_MONTH = 100


def large_groups(
    engine: Engine, registry: Registry, calendar: Calendar, now: float
) -> Mapping[int, int]:
    """Number to devices; none before the first quarter was published."""
    newest = newest_epoch(engine, "quarter", calendar.newest_published("quarter", now))
    if newest is None:
        return {}
    here = registry.by_id[PRESENCE].number
    found = read_figures(engine, "quarter", range(newest, newest + 1), [here])
    return {
        group: devices
        for group, states in found.get((newest, here), {}).items()
        if group and (devices := states[1].count) is not None
    }


def groups_file(groups: Mapping[int, int]) -> bytes:
    """The file; nothing where no group is large enough. `groups`: number to devices."""
    if not groups:
        return b""
    monthly = [group for group, devices in sorted(groups.items()) if devices >= LEAST_BY_MONTH]
    return msgspec.json.encode({"groups": sorted(groups), "monthly": monthly})
