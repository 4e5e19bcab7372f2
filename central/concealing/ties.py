"""Which published numbers are tied together, and how.

In a week: every warning came by some way and got some answer. Who used a tool of any class, in any
way, or any pinned one, used a tool. From week to month to quarter: what happened on a device in
one is so in the other, by group.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from central.calendar import Calendar, Kind
from central.concealing.tie import Place, Tie
from central.registry import Registry

#: The labels under which a metric was told in an epoch.
Labels = Callable[[int, Kind, int], Collection[int]]
#: How many devices reported in an epoch.
Reported = Callable[[Kind, int], int]
#: What answers a fact of the month stands for; see agent/report/counter.py.
_ANSWERS = {
    "safe-way-out": ("answer.cancelled.", "answer.redacted.", "answer.sandbox."),
    "not-sensitive": ("answer.not-sensitive.",),
}
#: Levels by the band in which an answer to them is told.
_BANDS = {"lower": ("internal", "confidential"), "upper": ("restricted", "secret")}


@dataclass(frozen=True, slots=True)
class Ties:
    """All of them. `labels` tells which groups told a metric in an epoch, `reported` how many
    devices did.
    """

    registry: Registry
    calendar: Calendar
    labels: Labels
    reported: Reported

    def of(self, kind: Kind, epoch: int) -> Iterator[list[Tie]]:
        """Those between the numbers of an epoch, and with and among the shorter epochs within it.

        Each list is about one thing: the warnings of a week, its use, or one fact.
        """
        if kind == "week":
            yield list(self._warnings(epoch))
            yield list(self._use(epoch))
        elif kind in ("month", "quarter"):
            for metric in self.registry.under(f"{kind}."):
                if metric.kind == "bit":
                    yield list(self._course(kind, epoch, metric.id.removeprefix(f"{kind}.")))

    def _warnings(self, week: int) -> Iterator[Tie]:
        ways = self._at(week, self._ids("warn.way."))
        for band, levels in _BANDS.items():
            warned = self._at(
                week, [one for level in levels for one in self._ids(f"warn.{level}.")]
            )
            answered = [one for one in self._ids("answer.") if one.endswith(f".{band}")]
            yield from _equal(warned, self._at(week, answered))
        every = [one for one in self._ids("warn.") if not one.startswith("warn.way.")]
        yield from _equal(self._at(week, every), ways)

    def _use(self, week: int) -> Iterator[Tie]:
        reported = self.reported("week", week)
        (idle,) = self._at(week, ["use.days"], state=0)
        for prefix in ("use.class.", "use.way.", "tool.pin."):
            parts = self._at(week, self._ids(prefix))
            for one in parts:
                yield Tie(((idle, -1), (one, -1)), reported)
            if prefix != "tool.pin.":
                yield Tie(((idle, 1), *((one, 1) for one in parts)), -reported)

    def _course(self, kind: Kind, epoch: int, name: str) -> Iterator[Tie]:
        """One fact of a month or quarter, of the quarter's months too, and its weeks' own ties."""
        yield from self._fact(kind, epoch, name)
        if kind == "quarter":
            for month in self.calendar.epochs_of(epoch, "month"):
                yield from self._fact("month", month, name)
        ids = self._weekly(name)
        for week in self.calendar.weeks_of(kind, epoch) if ids else ():
            warned = ids[0].startswith(("warn.", "answer."))
            yield from self._warnings(week) if warned else self._use(week)

    def _fact(self, kind: Kind, epoch: int, name: str) -> Iterator[Tie]:
        """One of a month or quarter, with its weeks, and of a quarter with its months."""
        whole = self._by_group(kind, epoch, name)
        if not whole:
            return
        ids = self._weekly(name)
        weeks = [self._at(week, ids) for week in self.calendar.weeks_of(kind, epoch)] if ids else []
        cap = self.registry.by_id[ids[0]].cap if ids else 1
        for one in (one for week in weeks for one in week):
            yield Tie((*((part, cap) for part in whole), (one, -1)))
        if weeks:
            yield _at_most(whole, [one for week in weeks for one in week])
        if kind == "quarter":
            yield from self._months(epoch, name, whole)

    def _months(self, quarter: int, name: str, whole: Sequence[Place]) -> Iterator[Tie]:
        """A group is the same in all months of a quarter; what is too small for one is the rest."""
        months = [
            self._by_group("month", one, name) for one in self.calendar.epochs_of(quarter, "month")
        ]
        named = {place.label for month in months for place in month} - {0}
        for label in (*sorted(named), 0):
            mine = [
                one for one in whole if one.label == label or (not label and one.label not in named)
            ]
            parts = [one for month in months for one in month if one.label == label]
            if not mine or not parts:
                continue
            for part in parts:
                yield _at_most([part], mine)
            if len(parts) == len(months):
                yield _at_most(mine, parts)

    def _by_group(self, kind: Kind, epoch: int, name: str) -> list[Place]:
        metric = self.registry.by_id[f"{kind}.{name}"].number
        return [
            Place(kind, epoch, metric, label, 1)
            for label in sorted(self.labels(metric, kind, epoch))
        ]

    def _weekly(self, name: str) -> list[str]:
        """Ids of what a week tells of it; nothing where it tells of it in no number."""
        first, _dot, rest = name.partition(".")
        if first == "warned":
            return self._ids(f"warn.{rest}.")
        if first == "continued":
            return [f"answer.continued.{rest}"]
        if name in _ANSWERS:
            return [one for prefix in _ANSWERS[name] for one in self._ids(prefix)]
        known = self.registry.by_id.get(name)
        return [name] if known and known.kind == "bit" else []

    def _ids(self, prefix: str) -> list[str]:
        return [metric.id for metric in self.registry.under(prefix)]

    def _at(self, week: int, ids: Iterable[str], state: int = 1) -> list[Place]:
        numbers = (self.registry.by_id[one].number for one in ids)
        return [Place("week", week, number, 0, state) for number in numbers]


def _at_most(less: Iterable[Place], more: Iterable[Place]) -> Tie:
    return Tie((*((one, 1) for one in more), *((one, -1) for one in less)))


def _equal(some: Sequence[Place], others: Sequence[Place]) -> Iterator[Tie]:
    yield _at_most(some, others)
    yield _at_most(others, some)
