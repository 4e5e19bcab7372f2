"""Holds back a visitor who asks too much: a bucket that fills up again second by second."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

#: Visitors remembered at most; the one who was away the longest is forgotten first.
_VISITORS = 10_000


class Rate:
    """`per_second` requests for long, `at_once` in a burst; counted per visitor and process."""

    def __init__(self, per_second: float, at_once: int, clock: Callable[[], float]) -> None:
        self._per_second, self._at_once, self._clock = per_second, at_once, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, visitor: str) -> int:
        """Seconds that the visitor should wait; 0 where the request may go on."""
        now = self._clock()
        left, then = self._left.pop(visitor, (float(self._at_once), now))
        left = min(self._at_once, left + max(now - then, 0.0) * self._per_second)
        allowed = left >= 1
        self._left[visitor] = (left - 1 if allowed else left, now)
        if len(self._left) > _VISITORS:
            self._left.popitem(last=False)
        return 0 if allowed else int((1 - left) / self._per_second) + 1
