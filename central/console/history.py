"""A quarter of published weeks, as the page's sections ask for them."""

from __future__ import annotations

from dataclasses import dataclass

from central.figures import Figure, Total, adding, parting, reporting, total
from central.registry import Registry
from central.store.sums import Sums


@dataclass(frozen=True, slots=True)
class History:
    """The weeks from `first` to `week`. `single` shows single counts, in a demonstration."""

    sums: Sums
    registry: Registry
    first: int
    week: int
    single: bool

    def weeks(self) -> range:
        return range(self.first, self.week + 1)

    def figure(self, metric: str, week: int) -> Figure:
        """What a bit or a count comes to in one week."""
        number = self.registry.by_id[metric].number
        return adding(self.sums.get((week, number), {}), self.single)

    def now(self, metric: str) -> Figure:
        """What a bit or a count comes to in the newest week."""
        return self.figure(metric, self.week)

    def states(self, metric: str) -> tuple[Figure, ...]:
        """How many devices said each value of a state in the newest week."""
        known = self.registry.by_id[metric]
        found = self.sums.get((self.week, known.number), {})
        return parting(found, len(known.values), self.single)

    def sum_of(self, metrics: list[str], week: int) -> Total:
        """What several counts come to together in one week."""
        return total(self.figure(metric, week) for metric in metrics)

    def quarter_of(self, metrics: list[str]) -> Total:
        """What several counts come to together in all weeks here."""
        return total(self.figure(metric, week) for metric in metrics for week in self.weeks())

    def course_of(self, metrics: list[str]) -> tuple[int, ...]:
        """The shown sum of each week, oldest first."""
        return tuple(self.sum_of(metrics, week).count for week in self.weeks())

    def received(self, week: int) -> int:
        """How many devices reported: each sends every metric once."""
        numbers = self.registry.by_number
        return max(reporting(self.sums.get((week, number), {})) for number in numbers)
