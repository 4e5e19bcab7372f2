"""What the person has read: the policy and its lessons. It is hidden like all that is counted.

A month and a quarter tell of it by group, never by name: whether the present version was
acknowledged, whether a lesson was done, and whether lessons help.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from agent.events import Level
from agent.report.counts import Counts
from agent.report.facts import Facts
from agent.report.store import Store, opened
from agent.report.true_time import Clocks, read_time

#: The values of `policy.ack`.
_NOT_YET, _PRESENT, _OLDER, _NONE = range(4)
#: Under these names numbers are kept beside the counts.
_PUBLISHED, _ACKNOWLEDGED, _WHEN = "policy.published", "policy.acknowledged", "policy.when"
_THIS_MONTH, _LAST_MONTH = "warnings.month", "warnings.last-month"
_LEARNED, _LEARNED_BEFORE = "lesson.any", "lesson.before-month"


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The version that was acknowledged last (0: none), and when, in Unix seconds."""

    number: int = 0
    moment: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """Within one transaction of the store."""

    counts: Counts

    def warned(self, level: Level) -> bool:
        """A warning was shown. Whether a lesson about it, or about all marks, was done before."""
        self.counts.remember(_THIS_MONTH, self.counts.remembered(_THIS_MONTH) + 1)
        return any(self.counts.remembered(_about(name)) for name in ("", level.name.lower()))

    def told(self, period: str) -> Mapping[str, int]:
        """What the end of a month or quarter says of it, by name of the metric."""
        state = {"month.policy.ack": self._state(), "quarter.policy.ack": self._state()}
        return {**state, "lesson.helped": self._end_month()} if period == "month" else state

    def _state(self) -> int:
        published = self.counts.remembered(_PUBLISHED)
        read = self.counts.remembered(_ACKNOWLEDGED)
        if not published:
            return _NONE
        if not read:
            return _NOT_YET
        return _PRESENT if read == published else _OLDER

    def _end_month(self) -> int:
        """1: a lesson was done before this month, and it had fewer warnings than the last one."""
        before, now = (self.counts.remembered(name) for name in (_LAST_MONTH, _THIS_MONTH))
        helped = self.counts.remembered(_LEARNED_BEFORE) and now < before
        self.counts.remember(_LAST_MONTH, now)
        self.counts.remember(_THIS_MONTH, 0)
        self.counts.remember(_LEARNED_BEFORE, self.counts.remembered(_LEARNED))
        return int(bool(helped))


class Readings:
    """What the agent asks. Every method may raise StoreError: the list is not open yet."""

    def __init__(self, store: Callable[[], Store | None], clocks: Clocks) -> None:
        self._store = store
        self._clocks = clocks

    def publish(self, number: int) -> None:
        """This version of the policy is in force; 0: none."""
        with self._open().transaction() as db:
            if Counts(db).remembered(_PUBLISHED) != number:
                Counts(db).remember(_PUBLISHED, number)

    def acknowledge(self, number: int) -> None:
        """The person has read this version."""
        with self._open().transaction() as db:
            now = int(read_time(Facts(db)).now(self._clocks()))
            Counts(db).remember(_ACKNOWLEDGED, number)
            Counts(db).remember(_WHEN, now)

    def acknowledged(self) -> Acknowledged:
        with self._open().transaction() as db:
            counts = Counts(db)
            return Acknowledged(counts.remembered(_ACKNOWLEDGED), counts.remembered(_WHEN))

    def finish(self, lesson: int, about: str) -> None:
        """The person has done this lesson; `about` is a level's word, or nothing for all."""
        with self._open().transaction() as db:
            for name in (_lesson(lesson), _about(about), _LEARNED):
                Counts(db).remember(name, 1)

    def finished(self, lesson: int) -> bool:
        with self._open().transaction() as db:
            return bool(Counts(db).remembered(_lesson(lesson)))

    def _open(self) -> Store:
        return opened(self._store())


def _lesson(number: int) -> str:
    return f"lesson.{number}"


def _about(level: str) -> str:
    return f"lesson.about.{level}"
