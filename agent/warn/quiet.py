"""Quiet time: whoever has just said that a text may go to a tool is not asked again at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

from agent.events import Choice

#: Only these let the text through. After any other answer the next paste is a new question.
_LETS_THROUGH = frozenset({Choice.CONTINUED, Choice.NOT_SENSITIVE})


class QuietTime:
    """Remembers salted digests, in memory only, for as long as the policy says."""

    def __init__(self, clock: Callable[[], float], seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._until: dict[tuple[bytes, str], float] = {}
        self._lock = threading.Lock()

    def remember(self, digest: bytes, destination: str, choice: Choice) -> None:
        """Begin the quiet time of this text at this destination, if `choice` let it through."""
        if choice not in _LETS_THROUGH:
            return
        now = self._clock()
        with self._lock:
            self._until = {key: end for key, end in self._until.items() if end > now}
            self._until[digest, destination] = now + self._seconds

    def covers(self, digest: bytes, destination: str) -> bool:
        """Whether this text may go to this destination without being asked about again."""
        with self._lock:
            return self._until.get((digest, destination), 0.0) > self._clock()
