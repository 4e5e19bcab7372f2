"""Tells use from a glance: a tool is used once it was in front for half a minute in all.

Merely installed or merely running is not used (rules/metrics.toml says so to whoever is counted).
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from agent.events import Sighting

#: Seconds in front, added up since the tool was last told.
ENOUGH = 30.0


class Dwell:
    """Adds up how long each tool was in front."""

    def __init__(self, clock: Callable[[], float], enough: float = ENOUGH) -> None:
        """`clock` gives monotonic seconds."""
        self._clock = clock
        self._enough = enough
        self._seconds: dict[Sighting, float] = {}
        self._front: Sighting | None = None
        self._since = 0.0
        self._lock = threading.Lock()

    def moved(self, front: Sighting | None) -> None:
        """This tool is in front now; None where no AI tool is."""
        with self._lock:
            self._add()
            self._front = front

    def used(self) -> list[Sighting]:
        """The tools that were in front long enough since they were last told. Ask now and then."""
        with self._lock:
            self._add()
            told = [tool for tool, seconds in self._seconds.items() if seconds >= self._enough]
            for tool in told:
                del self._seconds[tool]
            return told

    def _add(self) -> None:
        now = self._clock()
        if self._front is not None:
            seconds = self._seconds.get(self._front, 0.0)
            self._seconds[self._front] = seconds + now - self._since
        self._since = now
