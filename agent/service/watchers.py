"""Who wants to hear what happens: the connections that asked to `watch`."""

from __future__ import annotations

import threading
from typing import Any

from agent.door import Visitor
from agent.frames import Frame


class Watchers:
    """Sends an event to everyone who watches. A watcher that is gone is forgotten."""

    def __init__(self) -> None:
        self._visitors: set[Visitor] = set()
        self._lock = threading.Lock()

    def add(self, visitor: Visitor) -> None:
        with self._lock:
            self._visitors.add(visitor)

    def left(self, visitor: Visitor) -> None:
        with self._lock:
            self._visitors.discard(visitor)

    def tell(self, event: str, **fields: Any) -> int:
        """Send one event; the number of watchers that it reached."""
        frame: Frame = {"event": event, **fields}
        with self._lock:
            visitors = tuple(self._visitors)
        reached = 0
        for visitor in visitors:
            if visitor.send(frame):
                reached += 1
            else:
                self.left(visitor)
        return reached

    def __len__(self) -> int:
        return len(self._visitors)
