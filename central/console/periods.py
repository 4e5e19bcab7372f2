"""What stands on the page of months and quarters: facts that devices tell once in each.

A device says whether something was so at all, never how often. Each number is one
group's figure, or the sum of those that may be shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from central.calendar import Calendar, Kind
from central.console.dates import day_in_words
from central.figures import Total, total
from central.registry import Registry
from central.store.figures import Figures, newest_epoch, read_epochs, read_figures
from central.tools import Tool
from central.words import gettext as _

#: As many months, or quarters, stand side by side.
SHOWN = 4
#: Tools that have a fact of their own.
PINNED = 24
#: In the state `policy.ack`: the present version was acknowledged.
PRESENT = 1


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: how many devices said so, oldest period first."""

    title: str
    cells: tuple[Total, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Facts that belong together, under a heading of their own."""

    title: str
    unit: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The last months, or the last quarters. `ends` are their last days in words."""

    kind: Kind
    ends: tuple[str, ...]
    received: tuple[int, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _Published:
    figures: Figures
    #: Of this one alone, or of all together.
    group: int | None
    registry: Registry
    kind: Kind
    epochs: range

    def fact(self, title: str, name: str, state: int = 1) -> Fact:
        metric = self.registry.by_id[f"{self.kind}.{name}"].number
        return Fact(title, tuple(self._total(metric, epoch, state) for epoch in self.epochs))

    def whole(self, title: str, metric: int) -> Fact:
        """Of what carries no group."""
        return Fact(title, tuple(self._total(metric, epoch, 1) for epoch in self.epochs))

    def _total(self, metric: int, epoch: int, state: int) -> Total:
        groups = self.figures.get((epoch, metric), {})
        return total(
            states[state]
            for label, states in groups.items()
            if self.group in (None, label) and state in states
        )


def build_period(
    engine: Engine,
    registry: Registry,
    calendar: Calendar,
    kind: Kind,
    now: float,
    tools: Mapping[int, Tool],
    group: int | None = None,
) -> Period | None:
    """The newest published months or quarters, or None before the first. `group`: of it alone."""
    newest = newest_epoch(engine, kind, calendar.newest_published(kind, now))
    if newest is None:
        return None
    known = read_epochs(engine, kind, newest - SHOWN + 1, newest)
    epochs = range(min(known), newest + 1)
    published = _Published(read_figures(engine, kind, epochs), group, registry, kind, epochs)
    return Period(
        kind,
        tuple(day_in_words(int(calendar.ends(kind, epoch)) - 1) for epoch in epochs),
        tuple(known[epoch].received if epoch in known else 0 for epoch in epochs),
        (
            _use(published),
            _tools(published, tools),
            _warnings(published),
            _care(published),
            *_interfaces(published),
        ),
    )


def _use(published: _Published) -> Part:
    titles = {
        "public": _("Public tool"),
        "approved": _("Approved tool"),
        "sandbox": _("The company’s own sandbox"),
        "local": _("Model on the device"),
        "unknown": _("Unknown tool"),
    }
    facts = (published.fact(title, f"use.class.{name}") for name, title in titles.items())
    return Part(_("Kinds of tools"), _("devices that used one at all"), tuple(facts))


def _tools(published: _Published, tools: Mapping[int, Tool]) -> Part:
    facts = (
        published.fact(tools[number].name, f"tool.pin.{number:02}")
        for number in range(1, PINNED + 1)
        if number in tools
    )
    used = tuple(fact for fact in facts if any(cell.count for cell in fact.cells))
    return Part(_("Tools"), _("devices that used it at all; tools with a number to show"), used)


def _warnings(published: _Published) -> Part:
    titles = {
        "warned.secret": _("Warned: secret"),
        "warned.restricted": _("Warned: restricted"),
        "warned.confidential": _("Warned: confidential"),
        "warned.internal": _("Warned: internal"),
        "safe-way-out": _("Took a safe way out"),
        "continued.upper": _("Continued with restricted or secret text"),
        "continued.lower": _("Continued with internal or confidential text"),
        "not-sensitive": _("Said it is not sensitive"),
    }
    facts = (published.fact(title, name) for name, title in titles.items())
    return Part(_("Warnings and answers"), _("devices where it happened at all"), tuple(facts))


def _care(published: _Published) -> Part:
    return Part(
        _("Policy and register"),
        _("devices that said so"),
        (
            published.fact(_("Acknowledged the present policy"), "policy.ack", PRESENT),
            published.fact(_("Finished a lesson"), "lesson"),
            published.fact(_("Used AI without a use case"), "usecase.none"),
        ),
    )


def _interfaces(published: _Published) -> Iterator[Part]:
    """Only a month tells of them, and only of the whole company."""
    if published.kind != "month" or published.group is not None:
        return
    metrics = published.registry.under("api.")
    facts = tuple(published.whole(metric.title, metric.number) for metric in metrics)
    yield Part(_("Programming interfaces"), _("devices where it was so at all"), facts)
