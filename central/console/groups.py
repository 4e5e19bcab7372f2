"""The company's groups on the console: by name, in the alphabet's order, and never too small."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Engine

from central.calendar import Calendar
from central.registry import Registry
from central.store.figures import PRESENCE, newest_epoch, read_figures
from central.words import gettext as _


def standing_groups(
    engine: Engine, registry: Registry, calendar: Calendar, now: float, names: Mapping[str, str]
) -> Mapping[int, str]:
    """Label to name of the groups that had enough devices in the newest published quarter.

    `names`: as in `central.toml`.
    """
    newest = newest_epoch(engine, "quarter", calendar.newest_published("quarter", now))
    if newest is None:
        return {}
    here = registry.by_id[PRESENCE].number
    found = read_figures(engine, "quarter", newest, newest)
    labels = [
        label
        for (_epoch, metric, label), states in found.items()
        if metric == here and label and states[1].count is not None
    ]
    named = {label: _name(label, names) for label in labels}
    return dict(sorted(named.items(), key=lambda one: one[1].casefold()))


def _name(label: int, names: Mapping[str, str]) -> str:
    return names.get(str(label)) or _("Group {number}").format(number=label)
