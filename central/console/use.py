"""Which tools are used, as the published weeks say, and what stands beside each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from central.console.history import History
from central.console.on_shelves import on_shelves
from central.figures import Figure, Hidden
from central.tools import Tool

PIN = "tool.pin."
SHELF = "tool.shelf."
_FEW = Figure(None, Hidden.FEW)


@dataclass(frozen=True, slots=True)
class Used:
    """One tool: on how many devices it was used this week and the week before, and the course.

    A number of a less common tool is an estimate: a device says one tool of a shelf, drawn.
    """

    tool: Tool
    now: Figure
    before: Figure
    course: tuple[int, ...]

    @property
    def shown(self) -> bool:
        """Whether any of its two numbers can be shown."""
        return bool(self.now.count or self.before.count)

    @property
    def seen(self) -> bool:
        """Whether a number is published: at least ten devices use it, and ten do not."""
        return bool(self.now.count)


def used_tools(history: History | None, tools: Mapping[int, Tool]) -> list[Used]:
    """The tools that the registry pins, and others that may be shown; the most used first."""
    if history is None:
        return []
    found = [
        _used(history, tools[number], metric.id)
        for metric in history.registry.under(PIN)
        if (number := int(metric.id.removeprefix(PIN))) in tools
    ]
    found += _on_shelves(history, tools)
    return sorted(found, key=lambda one: (-(one.now.count or 0), one.tool.name.casefold()))


def undecided(used: list[Used], decided: Collection[int]) -> list[Used]:
    """Tools that are used and that nobody decided about: the queue."""
    return [one for one in used if one.seen and one.tool.number not in decided]


def _on_shelves(history: History, tools: Mapping[int, Tool]) -> list[Used]:
    """Less common tools: those of which the newest week, or the one before, has a number."""
    weeks = [on_shelves(history.figures, history.registry, SHELF, week) for week in history.weeks()]
    this, before = weeks[-1], weeks[-2] if len(weeks) > 1 else {}
    return [
        Used(
            tools[number],
            this.get(number, _FEW),
            before.get(number, _FEW),
            tuple(week[number].count or 0 if number in week else 0 for week in weeks),
        )
        for number in this.keys() | before.keys()
        if number in tools
    ]


def _used(history: History, tool: Tool, metric: str) -> Used:
    before = history.figure(metric, history.week - 1)
    return Used(tool, history.now(metric), before, history.course_of([metric]))
