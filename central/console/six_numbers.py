"""What a small company is shown of its devices: six numbers of the newest published quarter.

More would tell on somebody: of sixty people hardly any weekly number stands for ten on both sides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from central.calendar import Calendar
from central.console.dates import day_in_words
from central.figures import Total, total
from central.registry import Registry
from central.store.figures import newest_epoch, read_epochs, read_figures
from central.words import gettext as _

#: Of `policy.ack` the value that means: the present version was acknowledged. A bit says 1 as well.
YES = 1


@dataclass(frozen=True, slots=True)
class SixNumbers:
    """`until`: the quarter's last day in words. Title to number of devices, of `received`."""

    until: str
    received: int
    numbers: Mapping[str, Total]


def six_numbers(
    engine: Engine, registry: Registry, calendar: Calendar, now: float
) -> SixNumbers | None:
    """The newest published quarter, or None before the first."""
    newest = newest_epoch(engine, "quarter", calendar.newest_published("quarter", now))
    if newest is None:
        return None
    titles = _titles()
    metrics = {name: registry.by_id[f"quarter.{name}"].number for name in titles}
    this = range(newest, newest + 1)
    found = read_figures(engine, "quarter", this, list(metrics.values()))
    epochs = read_epochs(engine, "quarter", newest, newest)

    def number(name: str) -> Total:
        groups = found.get((newest, metrics[name]), {})
        return total(states[YES] for states in groups.values() if YES in states)

    return SixNumbers(
        day_in_words(int(calendar.ends("quarter", newest)) - 1),
        epochs[newest].received,
        {title: number(name) for name, title in titles.items()},
    )


def _titles() -> Mapping[str, str]:
    return {
        "use.class.public": _("Used a public AI tool"),
        "use.class.approved": _("Used an approved tool"),
        "safe-way-out": _("Took a safe way out after a warning"),
        "continued.upper": _("Continued with restricted or secret text"),
        "policy.ack": _("Acknowledged the present policy"),
        "usecase.none": _("Used AI without a use case"),
    }
