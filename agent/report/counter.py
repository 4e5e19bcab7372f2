"""What the pipe calls: each thing that happened becomes a step of one or a few metrics."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence

from agent.events import Answer, Channel, Choice, Grounds, Level, Sighting, ToolClass
from agent.report.api_providers import load_providers
from agent.report.ledger import Ledger
from agent.report.metrics import Registry
from agent.report.reading import Reading
from agent.report.shelves import (
    PRESENT,
    ROOM,
    RULES,
    TOOLS,
    TOOLS_OF_QUARTER,
    USE_CASES,
    OfRule,
)
from agent.report.store import StoreError
from agent.report.tally import Tally
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

        def steps(tally: Tally) -> None:
            tally.reach("use.days", _days_state(tally.counts.see_day(day)))
            tally.fact(f"use.class.{tool_class}")
            tally.reach(f"use.way.{sighting.channel}")
            if number is not None:
                self._tool(tally, number)
                self._use_case(tally, number)
            if sighting.channel is Channel.API:
                self._interface(tally, sighting.tool, number)

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

        def steps(tally: Tally) -> None:
            tally.add(f"warn.{level.name.lower()}.{tool_class}")
            tally.add(f"warn.way.{channel}")
            tally.lasting(f"warned.{level.name.lower()}")
            for family in grounds.families:
                tally.add(f"rule.warned.{family:02}")
            if Reading(tally.counts).warned(level):
                tally.reach("warn.again")

        self._write(steps)

    def count_answer(self, answer: Answer, level: Level, grounds: Grounds = _NO_GROUNDS) -> None:
        """A warning was answered, or went away unanswered. `grounds`: as for the warning."""
        band = "upper" if level >= Level.RESTRICTED else "lower"
        if self._paused():
            answer = Answer(Choice.NONE)

        def steps(tally: Tally) -> None:
            tally.add(f"answer.{answer.choice}.{band}")
            for fact in _FACTS.get(answer.choice, ()):
                tally.lasting(fact.format(band=band))
            if answer.reason is not None:
                tally.add(f"reason.{answer.reason}")
            if answer.disputes:
                for family in grounds.families:
                    tally.add(f"rule.disputed.{family:02}")
            self._single_rules(tally, answer, grounds.rules)

        self._write(steps)

    def count_trial(self, rules: Iterable[int]) -> None:
        """Rules that are only tried would have warned; `rules`: their numbers."""
        codes = [ROOM * number + OfRule.ON_TRIAL for number in rules]
        if codes and not self._paused():
            self._write(lambda tally: tally.shelve(RULES, codes))

    def count_present(self, tools: Iterable[str], readable_key: bool) -> None:
        """Tool servers, extensions and local models that are set up here, by the tools' ids.

        `readable_key`: whether an access key stands readable in their settings.
        """
        if self._paused():
            return
        numbers = [number for tool in tools if (number := self._number_of(tool))]

        def steps(tally: Tally) -> None:
            tally.shelve(PRESENT, numbers)
            if readable_key:
                tally.reach("api.key-in-clear")

        self._write(steps)

    def count_hot(self) -> None:
        """Restricted or secret text went on to a public tool, or was kept from it by a rule."""
        if not self._paused():
            self._write(lambda tally: tally.reach("day.hot"))

    def count_lesson(self) -> None:
        """A lesson was done."""
        self._write(lambda tally: tally.lasting("lesson"))

    def count_coverage(self, channels: Mapping[str, str]) -> None:
        """Channel to `guarded`, `degraded` or `blind`. The epoch's worst state is what is told."""

        today = int(self._now() // _DAY_SECONDS)

        def steps(tally: Tally) -> None:
            for channel, health in channels.items():
                tally.state(f"cover.{channel}", health)
                self._watch(tally, f"guarded.{channel}", health, today)

        self._write(steps)

    def count_version(self, part: str, state: str) -> None:
        """`part`: agent, rules or policy. `state`: one of the metric's values."""
        self._write(lambda tally: tally.state(f"version.{part}", state))

    def count_fault(self, kind: str) -> None:
        """`kind`: crash, rollback, slow or fail-to-warn."""
        self._write(lambda tally: tally.add(f"fault.{kind}"))

    def count_drop(self, kind: str) -> None:
        """`kind`: full, age, corrupt or expired."""
        self._write(lambda tally: tally.add(f"drop.{kind}"))

    def _watch(self, tally: Tally, name: str, health: str, today: int) -> None:
        """Whether a guard broke overnight. Under the name is kept when it guarded last."""
        last = tally.counts.remembered(name)
        if health == "guarded" and last != today:
            tally.counts.remember(name, today)
        elif health == "blind" and last == today - 1:
            tally.reach("day.broken")

    def _tool(self, tally: Tally, number: int) -> None:
        if 1 <= number <= PINNED:
            tally.fact(f"tool.pin.{number:02}")
        else:
            for row in (TOOLS, TOOLS_OF_QUARTER):
                tally.shelve(row, [number])

    def _use_case(self, tally: Tally, number: int) -> None:
        if self.register is None:
            return
        cases = self.register.get(number)
        if cases is None:
            tally.fact("usecase.none")
        else:
            tally.reach("usecase.known")
            tally.shelve(USE_CASES, cases)

    def _interface(self, tally: Tally, tool: str, number: int | None) -> None:
        """A program had a key to a provider's programming interface."""
        tally.reach(f"api.provider.{self._provider_of(tool):02}")
        if self.register is not None and number not in self.register:
            tally.reach("api.unregistered")

    def _single_rules(self, tally: Tally, answer: Answer, rules: Iterable[int]) -> None:
        """Whoever takes a safe way out agrees with it; whoever continues need not disagree."""
        if answer.disputes:
            tally.shelve(RULES, (ROOM * rule + OfRule.DISPUTED for rule in rules))
        elif _FACTS.get(answer.choice) == _SAFE:
            tally.shelve(RULES, (ROOM * rule + OfRule.AGREED for rule in rules))

    def _write(self, steps: Callable[[Tally], None]) -> None:
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

    def _count(self, ledger: Ledger, steps: Callable[[Tally], None]) -> None:
        """Once more where the disk was full and room had been kept for that."""
        try:
            self._count_once(ledger, steps)
        except StoreError as fault:
            if not fault.full or not ledger.make_room():
                raise
            self._count_once(ledger, steps)

    def _count_once(self, ledger: Ledger, steps: Callable[[Tally], None]) -> None:
        with ledger.counting(self._clocks()) as counts:
            tally = Tally(counts, self._registry, self._periods())
            steps(tally)
            if self._missed:
                tally.add("drop.full", self._missed)


def _days_state(days: int) -> int:
    """0: no day, 1: one or two, 2: three or four, 3: more."""
    return min((days + 1) // 2, 3)
