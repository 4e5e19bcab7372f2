"""A synthetic company for one quarter: what every device said, week by week, and what that sums to.

Every device reports in every epoch, the best that somebody can wish for who works numbers out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import Engine

from central.calendar import Calendar, Kind
from central.concealing.tie import Place
from central.deciding.groups import LEAST_BY_MONTH
from central.figures import LEAST_GROUP
from central.registry import Registry
from central.store.engine import writing
from central.store.tables import cells

WAYS = ("browser", "desktop", "cli", "ide", "mcp", "api")
CLASSES = ("public", "approved", "sandbox", "local", "unknown")
LEVELS = ("internal", "confidential", "restricted", "secret")
PLACES = ("public", "unknown", "approved")
ANSWERS = ("cancelled", "redacted", "sandbox", "continued", "not-sensitive", "none")
SAFE = ("cancelled", "redacted", "sandbox")
PINS = ("tool.pin.01", "tool.pin.02", "tool.pin.03", "tool.pin.04")

#: Device to what it says; a device that is not there says 0.
Said = dict[int, int]


@dataclass
class Company:
    """`groups`: number to its devices. `said`: (kind, epoch, metric's id) to what devices said."""

    registry: Registry
    calendar: Calendar
    quarter: int
    devices: range
    groups: Mapping[int, frozenset[int]]
    said: dict[tuple[Kind, int, str], Said] = field(default_factory=lambda: defaultdict(dict))

    def truth(self) -> Mapping[Place, int]:
        """Every sum, hidden or not."""
        return {
            Place(kind, epoch, self.registry.by_id[name].number, label, state): total
            for (kind, epoch, name), said in self.said.items()
            for label, members in self._divided(kind, name)
            for state, total in self._totals(name, said, members)
        }

    def store(self, engine: Engine) -> None:
        """The same sums as the collector keeps them."""
        rows = [
            {
                **{"kind": kind, "epoch": epoch, "late": False, "label": label, "state": state},
                "metric": self.registry.by_id[name].number,
                "messages": messages,
                "total": total,
            }
            for (kind, epoch, name), said in self.said.items()
            for label, members in self._divided(kind, name)
            for state, messages, total in self._cells(name, said, members)
        ]
        with writing(engine) as connection:
            connection.execute(cells.insert(), rows)

    def reported(self, kind: Kind, name: str, label: int) -> int:
        """How many devices said this under the label."""
        return len(dict(self._divided(kind, name))[label])

    def epochs(self) -> Iterator[tuple[Kind, int]]:
        """In the order in which they are published."""
        kinds: tuple[Kind, ...] = ("week", "month", "quarter")
        epochs = [(kind, e) for kind in kinds for e in self.calendar.epochs_of(self.quarter, kind)]
        yield from sorted(epochs, key=lambda one: (self.calendar.ends(*one), kinds.index(one[0])))

    def _divided(self, kind: Kind, name: str) -> Iterator[tuple[int, frozenset[int]]]:
        """Each label and who says it: in a group that is too small, everybody is of the rest."""
        if self.registry.by_id[name].label != "group":
            yield 0, frozenset(self.devices)
            return
        least = LEAST_BY_MONTH if kind == "month" else LEAST_GROUP
        large = {label: who for label, who in self.groups.items() if len(who) >= least}
        yield from large.items()
        rest = frozenset(self.devices).difference(*large.values())
        if rest:
            yield 0, rest

    def _cells(
        self, name: str, said: Said, members: frozenset[int]
    ) -> Iterator[tuple[int, int, int]]:
        """State, messages and total, as the collector counts them."""
        count = self.registry.by_id[name].kind == "count"
        messages: Counter[int] = Counter()
        total: Counter[int] = Counter()
        for device in members:
            value = said.get(device, 0)
            state = min(value, 1) if count else value
            messages[state] += 1
            total[state] += value
        yield from ((state, messages[state], total[state]) for state in sorted(messages))

    def _totals(self, name: str, said: Said, members: frozenset[int]) -> Iterator[tuple[int, int]]:
        """State and what is published of it, if it may be."""
        metric = self.registry.by_id[name]
        values = [said.get(device, 0) for device in members]
        if metric.kind != "state":
            yield 1, sum(values)
            return
        for state in range(len(metric.values)):
            yield state, values.count(state)


def made_up(registry: Registry, calendar: Calendar, quarter: int, chance: Random) -> Company:
    """From 40 to 900 devices in up to six groups, with habits that are rare or common."""
    devices = range(chance.randint(40, 900))
    drawn = defaultdict(set)
    weights = [chance.random() ** 2 + 0.02 for _group in range(chance.randint(1, 6))]
    for device in devices:
        drawn[chance.choices(range(1, len(weights) + 1), weights)[0]].add(device)
    groups = {label: frozenset(who) for label, who in drawn.items()}
    company = Company(registry, calendar, quarter, devices, groups)
    _live(company, chance)
    return company


def _live(company: Company, chance: Random) -> None:
    """Thirteen weeks, and what they make of months and of the quarter."""
    habits = {name: _Habit.of(company.devices, chance) for name in (*CLASSES, *PINS, "usecase")}
    warned = _Habit.of(company.devices, chance)
    for week in company.calendar.epochs_of(company.quarter, "week"):
        facts = _use(company, week, habits, chance) | _warnings(company, week, warned, chance)
        month = company.calendar.at("month", company.calendar.begins("week", week))
        for name, who in facts.items():
            said = dict.fromkeys(who, 1)
            company.said["month", month, f"month.{name}"] |= said
            company.said["quarter", company.quarter, f"quarter.{name}"] |= said


@dataclass(frozen=True)
class _Habit:
    """The chance of each device to do it in a week: all alike, or some always and others never."""

    chances: Mapping[int, float]

    @classmethod
    def of(cls, devices: Iterable[int], chance: Random) -> _Habit:
        common = 10 ** chance.uniform(-2.8, -0.1)
        if chance.random() < 0.5:
            return cls(dict.fromkeys(devices, common))
        return cls({one: 0.9 if chance.random() < common else 0.0 for one in devices})

    def drawn(self, chance: Random) -> set[int]:
        return {one for one, likely in self.chances.items() if chance.random() < likely}


def _use(
    company: Company, week: int, habits: Mapping[str, _Habit], chance: Random
) -> dict[str, set[int]]:
    facts = {f"use.class.{one}": habits[one].drawn(chance) for one in CLASSES}
    used = set().union(*facts.values())
    facts |= {pin: habits[pin].drawn(chance) & used for pin in PINS}
    facts["usecase.none"] = habits["usecase"].drawn(chance) & used
    ways: dict[str, set[int]] = {way: set() for way in WAYS}
    for device in used:
        for _way in range(1 + (chance.random() < 0.2)):
            ways[chance.choices(WAYS, (60, 20, 6, 8, 3, 3))[0]].add(device)
    told = facts | {f"use.way.{way}": who for way, who in ways.items()}
    for name, who in told.items():
        company.said["week", week, name] = dict.fromkeys(who, 1)
    company.said["week", week, "use.days"] = {one: chance.randint(1, 3) for one in used}
    return facts


def _warnings(company: Company, week: int, habit: _Habit, chance: Random) -> dict[str, set[int]]:
    facts: dict[str, set[int]] = defaultdict(set)
    said = {
        name: company.said["week", week, name]
        for metric in company.registry.of_epoch("week")
        if (name := metric.id).startswith(("warn.", "answer."))
    }
    for device in habit.drawn(chance):
        for _warning in range(chance.randint(1, 3)):
            level = chance.choices(LEVELS, (20, 60, 15, 5))[0]
            band = "upper" if level in ("restricted", "secret") else "lower"
            answer = chance.choices(ANSWERS, (30, 25, 20, 15, 5, 5))[0]
            place = chance.choices(PLACES, (70, 20, 10))[0]
            way = chance.choices(WAYS, (80, 10, 2, 5, 2, 1))[0]
            for name in (
                f"warn.{level}.{place}", f"warn.way.{way}", f"answer.{answer}.{band}"
            ):  # fmt: skip
                said[name][device] = said[name].get(device, 0) + 1
            facts[f"warned.{level}"].add(device)
            if answer in SAFE:
                facts["safe-way-out"].add(device)
            if answer == "continued":
                facts[f"continued.{band}"].add(device)
            if answer == "not-sensitive":
                facts["not-sensitive"].add(device)
    return dict(facts)
