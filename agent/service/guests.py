"""Who is at the door now, by what they said they are."""

from __future__ import annotations

import threading

from agent.door import Visitor
from agent.service.tried import Tried


class Guests:
    """Visitors that said hello."""

    def __init__(self) -> None:
        self._guests: dict[Visitor, Tried] = {}
        #: Browsers that shall try their ways again, and those that do so now.
        self._wanted: set[Visitor] = set()
        self._trying: set[Visitor] = set()
        self._changed = threading.Condition()

    def came(self, visitor: Visitor, tried: Tried) -> bool:
        """Whether this browser shall try its ways again. `tried` is how they went last."""
        with self._changed:
            self._guests[visitor] = tried
            if not tried.trying:
                self._trying.discard(visitor)
            shall = visitor in self._wanted and not tried.trying
            if shall:
                self._wanted.discard(visitor)
                self._trying.add(visitor)
            self._changed.notify_all()
            return shall

    def left(self, visitor: Visitor) -> None:
        with self._changed:
            self._guests.pop(visitor, None)
            self._wanted.discard(visitor)
            self._trying.discard(visitor)
            self._changed.notify_all()

    def clients(self) -> tuple[str, ...]:
        """`host`, `tray`, `cli`: once for each visitor."""
        with self._changed:
            return tuple(visitor.client for visitor in self._guests)

    def browsers(self) -> tuple[Tried, ...]:
        """How the ways went in each browser that is here."""
        with self._changed:
            return tuple(t for visitor, t in self._guests.items() if visitor.client == "host")

    def try_again(self, patience: float) -> bool:
        """Let every browser try its ways; whether all did within `patience` seconds."""
        with self._changed:
            self._wanted = {visitor for visitor in self._guests if visitor.client == "host"}
            return self._changed.wait_for(lambda: not self._wanted | self._trying, patience)
