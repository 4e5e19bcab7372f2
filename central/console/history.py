"""A quarter of published weeks, as the page's sections ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from central.figures import Figure, Hidden, Total, total
from central.registry import Registry
from central.store.figures import Epoch, Figures

_NOTHING = Figure(None, Hidden.NONE)


@dataclass(frozen=True, slots=True)
class History:
    """The published weeks from `first` to `week`."""

    figures: Figures
    epochs: Mapping[int, Epoch]
    registry: Registry
    first: int
    week: int
    #: Metric number to what 52 weeks come to, as far as they are published.
    year: Mapping[int, Total] = field(default_factory=dict)

    def weeks(self) -> range:
        return range(self.first, self.week + 1)

    def figure(self, metric: str, week: int) -> Figure:
        """What a bit or a count comes to in one week."""
        number = self.registry.by_id[metric].number
        return self.figures.get((week, number), {}).get(0, {}).get(1, _NOTHING)

    def now(self, metric: str) -> Figure:
        """What a bit or a count comes to in the newest week."""
        return self.figure(metric, self.week)

    def states(self, metric: str) -> tuple[Figure, ...]:
        """How many devices said each value of a state in the newest week, all systems together."""
        known = self.registry.by_id[metric]
        found = list(self.figures.get((self.week, known.number), {}).values())
        return tuple(_together(found, value) for value in range(len(known.values)))

    def sum_of(self, metrics: list[str], week: int) -> Total:
        """What several counts come to together in one week."""
        return total(self.figure(metric, week) for metric in metrics)

    def quarter_of(self, metrics: list[str]) -> Total:
        """What several counts come to together in all weeks here."""
        return total(self.figure(metric, week) for metric in metrics for week in self.weeks())

    def year_of(self, metrics: list[str]) -> Total:
        """What several counts come to together in 52 weeks."""
        numbers = [self.registry.by_id[metric].number for metric in metrics]
        found = [self.year[number] for number in numbers if number in self.year]
        return Total(sum(one.count for one in found), sum(one.hidden for one in found))

    def course_of(self, metrics: list[str]) -> tuple[int, ...]:
        """The shown sum of each week, oldest first."""
        return tuple(self.sum_of(metrics, week).count for week in self.weeks())

    def received(self, week: int) -> int:
        """How many devices reported: each sends every metric once."""
        return self.epochs[week].received if week in self.epochs else 0

    def issued(self, week: int) -> int:
        """How many devices could report."""
        return self.epochs[week].issued if week in self.epochs else 0


def _together(labels: list[Mapping[int, Figure]], value: int) -> Figure:
    """The sum of what is shown; a reason where nothing is."""
    figures = [states.get(value, _NOTHING) for states in labels]
    shown = [one.count for one in figures if one.count is not None]
    return Figure(sum(shown)) if shown else next(iter(figures), _NOTHING)
