"""What the pipe calls: each thing that happened becomes a step of one or a few metrics."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence

from agent.events import Answer, Channel, Choice, Grounds, Level, Sighting, ToolClass
from agent.report.api_providers import load_providers
from agent.report.counts import Counts
from agent.report.ledger import Ledger
from agent.report.metrics import Metric, Registry
from agent.report.reading import Reading
from agent.report.shelves import (
    GREATEST,
    PRESENT,
    ROOM,
    RULES,
    TOOLS,
    TOOLS_OF_QUARTER,
    USE_CASES,
    OfRule,
    Row,
)
from agent.report.store import StoreError
from agent.report.true_time import Clocks

PINNED = 24
#: A warning that rests on nothing that is counted.
_NO_GROUNDS = Grounds()

_DAY_SECONDS = 86_400

#: What an answer says of the month and the quarter.
_SAFE = ("safe-way-out",)
_FACTS = {
    Choice.CANCELLED: _SAFE,
    Choice.REDACTED: _SAFE,
    Choice.SANDBOX: _SAFE,
    Choice.CONTINUED: ("continued.{band}",),
    Choice.NOT_SENSITIVE: ("not-sensitive",),
}


class Counter:
    """Counts into the open epoch. What has no metric is not counted; nothing here ever raises."""

    def __init__(
        self,
        ledger: Callable[[], Ledger | None],
        registry: Registry,
        number_of: Callable[[str], int | None],
        clocks: Clocks,
        now: Callable[[], float],
        periods: Callable[[], Sequence[str]],
        paused: Callable[[], bool] = lambda: False,
    ) -> None:
        """`number_of` gives a tool's catalogue number; `now` Unix seconds, as true as we know;
        `periods` the kinds of epoch that run here; `paused` whether the person is to be counted as
        no answer: then nothing that the person does is counted, only that a warning got no answer.

        Where `ledger` gives none, nobody is there to be told, and nothing is counted.
        """
        self._ledger = ledger
        self._registry = registry
        self._number_of = number_of
        self._clocks = clocks
        self._now = now
        self._periods = periods
        self._paused = paused
        self._lock = threading.Lock()
        self._missed = 0
        self._provider_of = load_providers()
        #: Catalogue number of a tool to the numbers of its use cases in the company's register;
        #: None: the company told of none.
        self.register: Mapping[int, frozenset[int]] | None = None
        #: Why nothing can be counted, in words for a person; empty where all is well.
        self.trouble = ""

    def count_sighting(self, sighting: Sighting, tool_class: ToolClass) -> None:
        """An AI tool was used. How often is not counted, only that it was."""
        if self._paused():
            return
        number = self._number_of(sighting.tool)
        day = int(self._now() // _DAY_SECONDS)

        def steps(counts: Counts) -> None:
            self._reach(counts, "use.days", _days_state(counts.see_day(day)))
            self._fact(counts, f"use.class.{tool_class}")
            self._reach(counts, f"use.way.{sighting.channel}", 1)
            if number is not None:
                self._tool(counts, number)
                self._use_case(counts, number)
            if sighting.channel is Channel.API:
                self._interface(counts, sighting.tool, number)

        self._write(steps)

    def count_warning(
        self,
        level: Level,
        tool_class: ToolClass,
        channel: Channel,
        grounds: Grounds = _NO_GROUNDS,
    ) -> None:
        """A warning was shown, and on what it rests."""
        if self._paused():
            return

        def steps(counts: Counts) -> None:
            self._add(counts, f"warn.{level.name.lower()}.{tool_class}")
            self._add(counts, f"warn.way.{channel}")
            self._lasting(counts, f"warned.{level.name.lower()}")
            for family in grounds.families:
                self._add(counts, f"rule.warned.{family:02}")
            if Reading(counts).warned(level):
                self._reach(counts, "warn.again", 1)

        self._write(steps)

    def count_answer(self, answer: Answer, level: Level, grounds: Grounds = _NO_GROUNDS) -> None:
        """A warning was answered, or went away unanswered. `grounds`: as for the warning."""
        band = "upper" if level >= Level.RESTRICTED else "lower"
        if self._paused():
            answer = Answer(Choice.NONE)

        def steps(counts: Counts) -> None:
            self._add(counts, f"answer.{answer.choice}.{band}")
            for fact in _FACTS.get(answer.choice, ()):
                self._lasting(counts, fact.format(band=band))
            if answer.reason is not None:
                self._add(counts, f"reason.{answer.reason}")
            if answer.disputes:
                for family in grounds.families:
                    self._add(counts, f"rule.disputed.{family:02}")
            self._single_rules(counts, answer, grounds.rules)

        self._write(steps)

    def count_trial(self, rules: Iterable[int]) -> None:
        """Rules that are only tried would have warned; `rules`: their numbers."""
        codes = [ROOM * number + OfRule.ON_TRIAL for number in rules]
        if codes and not self._paused():
            self._write(lambda counts: self._shelve(counts, RULES, codes))

    def count_present(self, tools: Iterable[str], readable_key: bool) -> None:
        """Tool servers, extensions and local models that are set up here, by the tools' ids.

        `readable_key`: whether an access key stands readable in their settings.
        """
        if self._paused():
            return
        numbers = [number for tool in tools if (number := self._number_of(tool))]

        def steps(counts: Counts) -> None:
            self._shelve(counts, PRESENT, numbers)
            if readable_key:
                self._reach(counts, "api.key-in-clear", 1)

        self._write(steps)

    def count_hot(self) -> None:
        """Restricted or secret text went on to a public tool, or was kept from it by a rule."""
        if not self._paused():
            self._write(lambda counts: self._reach(counts, "day.hot", 1))

    def count_lesson(self) -> None:
        """A lesson was done."""
        self._write(lambda counts: self._lasting(counts, "lesson"))

    def count_coverage(self, channels: Mapping[str, str]) -> None:
        """Channel to `guarded`, `degraded` or `blind`. The epoch's worst state is what is told."""

        today = int(self._now() // _DAY_SECONDS)

        def steps(counts: Counts) -> None:
            for channel, health in channels.items():
                self._state(counts, f"cover.{channel}", health)
                self._watch(counts, f"guarded.{channel}", health, today)

        self._write(steps)

    def count_version(self, part: str, state: str) -> None:
        """`part`: agent, rules or policy. `state`: one of the metric's values."""
        self._write(lambda counts: self._state(counts, f"version.{part}", state))

    def count_fault(self, kind: str) -> None:
        """`kind`: crash, rollback, slow or fail-to-warn."""
        self._write(lambda counts: self._add(counts, f"fault.{kind}"))

    def count_drop(self, kind: str) -> None:
        """`kind`: full, age, corrupt or expired."""
        self._write(lambda counts: self._add(counts, f"drop.{kind}"))

    def _watch(self, counts: Counts, name: str, health: str, today: int) -> None:
        """Whether a guard broke overnight. Under the name is kept when it guarded last."""
        last = counts.remembered(name)
        if health == "guarded" and last != today:
            counts.remember(name, today)
        elif health == "blind" and last == today - 1:
            self._reach(counts, "day.broken", 1)

    def _tool(self, counts: Counts, number: int) -> None:
        if 1 <= number <= PINNED:
            self._fact(counts, f"tool.pin.{number:02}")
        else:
            for row in (TOOLS, TOOLS_OF_QUARTER):
                self._shelve(counts, row, [number])

    def _use_case(self, counts: Counts, number: int) -> None:
        if self.register is None:
            return
        cases = self.register.get(number)
        if cases is None:
            self._fact(counts, "usecase.none")
        else:
            self._reach(counts, "usecase.known", 1)
            self._shelve(counts, USE_CASES, cases)

    def _interface(self, counts: Counts, tool: str, number: int | None) -> None:
        """A program had a key to a provider's programming interface."""
        self._reach(counts, f"api.provider.{self._provider_of(tool):02}", 1)
        if self.register is not None and number not in self.register:
            self._reach(counts, "api.unregistered", 1)

    def _single_rules(self, counts: Counts, answer: Answer, rules: Iterable[int]) -> None:
        """Whoever takes a safe way out agrees with it; whoever continues need not disagree."""
        if answer.disputes:
            self._shelve(counts, RULES, (ROOM * rule + OfRule.DISPUTED for rule in rules))
        elif _FACTS.get(answer.choice) == _SAFE:
            self._shelve(counts, RULES, (ROOM * rule + OfRule.AGREED for rule in rules))

    def _shelve(self, counts: Counts, row: Row, codes: Iterable[int]) -> None:
        """Where the row's kind of epoch runs here. A number too great for a shelf is not said."""
        if row.period not in self._periods():
            return
        greatest = ROOM * (GREATEST + 1) - 1 if row.of_rules else GREATEST
        for code in codes:
            if 0 < code <= greatest:
                counts.see(row, code)

    def _fact(self, counts: Counts, name: str) -> None:
        """A bit of the week that is one of the month and of the quarter too."""
        self._reach(counts, name, 1)
        self._lasting(counts, name)

    def _lasting(self, counts: Counts, name: str) -> None:
        """A bit of the month and of the quarter."""
        self._reach(counts, f"month.{name}", 1)
        self._reach(counts, f"quarter.{name}", 1)

    def _add(self, counts: Counts, name: str) -> None:
        metric = self._counted(name)
        if metric:
            counts.add(metric)

    def _reach(self, counts: Counts, name: str, value: int) -> None:
        metric = self._counted(name)
        if metric:
            counts.raise_to(metric, value)

    def _state(self, counts: Counts, name: str, word: str) -> None:
        metric = self._counted(name)
        if metric and word in metric.values:
            counts.raise_to(metric, metric.values.index(word))

    def _counted(self, name: str) -> Metric | None:
        """The metric, where its kind of epoch runs here."""
        metric = self._registry.find(name)
        return metric if metric and metric.epoch in self._periods() else None

    def _write(self, steps: Callable[[Counts], None]) -> None:
        ledger = self._ledger()
        if ledger is None:
            return
        with self._lock:
            try:
                self._count(ledger, steps)
            except StoreError as fault:
                self.trouble = str(fault)
                self._missed += 1
            else:
                self.trouble = ""
                self._missed = 0

    def _count(self, ledger: Ledger, steps: Callable[[Counts], None]) -> None:
        """Once more where the disk was full and room had been kept for that."""
        try:
            self._count_once(ledger, steps)
        except StoreError as fault:
            if not fault.full or not ledger.make_room():
                raise
            self._count_once(ledger, steps)

    def _count_once(self, ledger: Ledger, steps: Callable[[Counts], None]) -> None:
        with ledger.counting(self._clocks()) as counts:
            steps(counts)
            self._own_up(counts)

    def _own_up(self, counts: Counts) -> None:
        metric = self._counted("drop.full")
        if self._missed and metric:
            counts.add(metric, self._missed)


def _days_state(days: int) -> int:
    """0: no day, 1: one or two, 2: three or four, 3: more."""
    return min((days + 1) // 2, 3)
