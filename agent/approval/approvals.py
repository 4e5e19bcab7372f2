"""Lays the company's decisions over what the catalogue says of a tool."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from agent.approval.decision import Decision
from agent.catalogue import Catalogue, Tool
from agent.events import Destination, Level, ToolClass

_SAFE = frozenset((ToolClass.APPROVED, ToolClass.SANDBOX))


@dataclass(frozen=True, slots=True)
class Alternative:
    """An approved tool for the same job, and where it is opened."""

    name: str
    url: str


class Approvals:
    """Answers for this device's group and for today. Never changes; safe from any thread."""

    def __init__(
        self,
        catalogue: Catalogue,
        decisions: Iterable[Decision],
        group: int,
        today: Callable[[], date],
        classed: Collection[str] = (),
    ) -> None:
        """`classed`: ids of tools whose class was set on this machine, which is a review too.

        Decisions about tools that this catalogue does not know have no effect.
        """
        self._catalogue = catalogue
        self._group = group
        self._today = today
        self._classed = frozenset(classed)
        self._decisions: dict[str, list[Decision]] = {}
        for decision in decisions:
            tool = catalogue.by_number(decision.tool)
            if tool is not None:
                self._decisions.setdefault(tool.id, []).append(decision)

    def applied(self, destination: Destination) -> Destination:
        """The same place with the class, level and last day that hold for it today."""
        about = self._about(destination)
        holding = [decision for decision in about if decision.holds(self._today())]
        if holding:
            decision = holding[-1]
            return replace(
                destination,
                tool_class=decision.tool_class,
                up_to=decision.up_to,
                until=decision.until.isoformat() if decision.until else "",
                reviewed=True,
            )
        ended = max((d.until for d in about if d.until), default=None)
        return replace(
            destination,
            ended=ended.isoformat() if ended else "",
            reviewed=destination.tool in self._classed,
        )

    def instead_of(self, destination: Destination, level: Level) -> Alternative | None:
        """The tool that a decision names, else an approved one of the same kind; for this level."""
        tool = self._catalogue.get(destination.tool or "")
        if tool is None:
            return None
        named = [d.instead for d in self._about(destination) if d.instead is not None]
        candidates = [one for one in map(self._catalogue.by_number, named) if one is not None]
        candidates += [one for one in map(self._catalogue.get, self._decisions) if one is not None]
        for other in candidates:
            same_job = other.number in named or other.kind == tool.kind
            if other is not tool and same_job and (url := self._open_for(other, level)):
                return Alternative(other.name, url)
        return None

    def _about(self, destination: Destination) -> list[Decision]:
        """Those that concern this device, the most particular last."""
        decisions = self._decisions.get(destination.tool or "", [])
        about = [one for one in decisions if one.covers(self._group, destination.tenant)]
        return sorted(about, key=lambda one: (bool(one.tenant), bool(one.groups)))

    def _open_for(self, tool: Tool, level: Level) -> str:
        """Where a decided tool is opened that may have content of this level, or nothing."""
        decisions = self._decisions.get(tool.id, [])
        holding = [
            one
            for one in decisions
            if one.tool_class in _SAFE
            and one.holds(self._today())
            and (not one.groups or self._group in one.groups)
            and (one.up_to is None or level <= one.up_to)
        ]
        if not holding:
            return ""
        told = holding[-1]
        if told.address and (not told.signed or self._catalogue.by_url(told.address) is tool):
            return told.address
        return f"https://{tool.address}" if tool.address else ""
