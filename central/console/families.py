"""Which families of rules warned in the newest published month, and which were called wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine

from central.calendar import Calendar
from central.console.dates import day_in_words
from central.figures import Figure
from central.registry import Registry
from central.rule_files import read_rule_file
from central.store.figures import newest_epoch, read_figures

FILE = "families.toml"


@dataclass(frozen=True, slots=True)
class Family:
    """How often its rules warned, and how often a person called that wrong."""

    title: str
    warned: Figure
    disputed: Figure


@dataclass(frozen=True, slots=True)
class FamiliesOfMonth:
    """`until`: the month's last day in words."""

    until: str
    families: tuple[Family, ...]


def families_of_month(
    engine: Engine, registry: Registry, calendar: Calendar, now: float
) -> FamiliesOfMonth | None:
    """The newest published month, or None before the first."""
    newest = newest_epoch(engine, "month", calendar.newest_published("month", now))
    if newest is None:
        return None
    wanted = [one.number for one in registry.under("rule.")]
    found = read_figures(engine, "month", range(newest, newest + 1), wanted)

    def figure(name: str, number: int) -> Figure | None:
        metric = registry.by_id[f"rule.{name}.{number:02}"].number
        return found.get((newest, metric), {}).get(0, {}).get(1)

    def rows() -> Iterator[Family]:
        for family in read_rule_file(FILE)["family"]:
            warned, disputed = (figure(name, family["number"]) for name in ("warned", "disputed"))
            if warned and disputed:
                yield Family(family["title"], warned, disputed)

    return FamiliesOfMonth(day_in_words(int(calendar.ends("month", newest)) - 1), tuple(rows()))
