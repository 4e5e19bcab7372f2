"""What happened, told to the counts by the names of metrics. What has no metric is passed over."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from agent.report.counts import Counts
from agent.report.metrics import Metric, Registry
from agent.report.shelves import GREATEST, ROOM, Row


@dataclass(frozen=True, slots=True)
class Tally:
    """One transaction's. `periods`: the kinds of epoch that run here; nothing else is counted."""

    counts: Counts
    registry: Registry
    periods: Collection[str]

    def add(self, name: str, more: int = 1) -> None:
        """One more, or several, of something that is counted."""
        metric = self._counted(name)
        if metric:
            self.counts.add(metric, more)

    def reach(self, name: str, value: int = 1) -> None:
        """A bit or state: the highest value of the epoch counts."""
        metric = self._counted(name)
        if metric:
            self.counts.raise_to(metric, value)

    def state(self, name: str, word: str) -> None:
        """The state that the word stands for."""
        metric = self._counted(name)
        if metric and word in metric.values:
            self.counts.raise_to(metric, metric.values.index(word))

    def fact(self, name: str) -> None:
        """A bit of the week that is one of the month and of the quarter too."""
        self.reach(name)
        self.lasting(name)

    def lasting(self, name: str) -> None:
        """A bit of the month and of the quarter."""
        self.reach(f"month.{name}")
        self.reach(f"quarter.{name}")

    def shelve(self, row: Row, codes: Iterable[int]) -> None:
        """Numbers of things, of rules 4 × number + `OfRule`; what no shelf can say is left out."""
        if row.period not in self.periods:
            return
        greatest = ROOM * (GREATEST + 1) - 1 if row.of_rules else GREATEST
        for code in codes:
            if 0 < code <= greatest:
                self.counts.see(row, code)

    def _counted(self, name: str) -> Metric | None:
        """The metric, where its kind of epoch runs here."""
        metric = self.registry.find(name)
        return metric if metric and metric.epoch in self.periods else None
