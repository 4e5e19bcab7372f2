"""Who is at the door now, by what they said they are."""

from __future__ import annotations

import threading

from agent.door import Visitor


class Guests:
    """Visitors that said hello."""

    def __init__(self) -> None:
        self._guests: set[Visitor] = set()
        self._lock = threading.Lock()

    def came(self, visitor: Visitor) -> None:
        with self._lock:
            self._guests.add(visitor)

    def left(self, visitor: Visitor) -> None:
        with self._lock:
            self._guests.discard(visitor)

    def clients(self) -> tuple[str, ...]:
        """`host`, `tray`, `cli`: once for each visitor."""
        with self._lock:
            return tuple(visitor.client for visitor in self._guests)
