"""Who has acknowledged the policy: how many devices of each group said so of the newest month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from central.calendar import Calendar
from central.console.dates import day_in_words
from central.figures import Total, total
from central.registry import Registry
from central.store.figures import States, newest_epoch, read_figures
from central.words import gettext as _

#: The values of `policy.ack` that are shown, in this order: present version, older, not yet.
_SHOWN = (1, 2, 0)


@dataclass(frozen=True, slots=True)
class Share:
    """One group, or all of them: devices with the present version, an older one, none."""

    title: str
    cells: tuple[Total, ...]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """`until`: the month's last day in words. Everyone first, then the groups by name."""

    until: str
    shares: tuple[Share, ...]


def acknowledged(
    engine: Engine, registry: Registry, calendar: Calendar, now: float, groups: Mapping[int, str]
) -> Acknowledged | None:
    """The newest published month, or None before the first. `groups`: those that stand alone."""
    newest = newest_epoch(engine, "month", calendar.newest_published("month", now))
    if newest is None:
        return None
    metric = registry.by_id["month.policy.ack"].number
    found = read_figures(engine, "month", range(newest, newest + 1), [metric])
    by_label = found.get((newest, metric), {})
    return Acknowledged(
        day_in_words(int(calendar.ends("month", newest)) - 1),
        (
            _share(_("Everyone"), list(by_label.values())),
            *(_share(name, [by_label.get(label, {})]) for label, name in groups.items()),
        ),
    )


def _share(title: str, groups: list[States]) -> Share:
    return Share(
        title,
        tuple(total(states[value] for states in groups if value in states) for value in _SHOWN),
    )
