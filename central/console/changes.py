"""What changed: numbers of the newest week that lie clearly outside the weeks before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean

from central.console.overview import Overview
from central.words import gettext as _

#: Weeks before, share by which a number must differ from their mean, and the least difference.
BEFORE, SHARE, LEAST = 12, 0.25, 15
#: Sentences at most: what differs most comes first.
MOST = 5


@dataclass(frozen=True, slots=True)
class Change:
    """A number now, and the mean of the weeks before."""

    title: str
    now: int
    usual: int

    @property
    def words(self) -> str:
        more = _("{title}: {now}, more than the usual {usual} a week.")
        less = _("{title}: {now}, fewer than the usual {usual} a week.")
        text = more if self.now > self.usual else less
        return text.format(title=self.title, now=self.now, usual=self.usual)


def what_changed(overview: Overview) -> list[str]:
    """Sentences, the greatest change first. Only shown numbers are compared."""
    found = [one for one in _compared(overview) if _is_clear(one)]
    found.sort(key=lambda one: -abs(one.now - one.usual) / max(one.usual, LEAST))
    return [one.words for one in found[:MOST]]


def _compared(overview: Overview) -> Iterator[Change]:
    for use in overview.use:
        if use.now.count is not None and all(use.course):
            yield Change(use.title, use.now.count, _usual(use.course))
    for title, section in (
        (_("Warnings"), overview.warnings),
        (_("Safe ways taken"), overview.answers),
    ):
        yield Change(title, section.week.count, _usual(section.course))


def _usual(course: tuple[int, ...]) -> int:
    return round(mean(course[-BEFORE - 1 : -1] or (0,)))


def _is_clear(change: Change) -> bool:
    difference = abs(change.now - change.usual)
    return difference >= LEAST and difference >= SHARE * change.usual
