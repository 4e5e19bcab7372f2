"""What the placeholders of the last redaction stand for, so that an answer can be made whole.

In memory only: until the next redaction, the lock of the screen, or an hour.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from agent.events import Choice
from agent.judge.redact import Redacted, placeholders_in, restored

#: Seconds in which an answer comes back.
PATIENCE = 3600.0
#: Redactions that were offered and not answered yet; the oldest go first.
MOST_OFFERED = 16


class Originals:
    """Any thread may ask. `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float], seconds: float = PATIENCE) -> None:
        self._clock = clock
        self._seconds = seconds
        self._lock = threading.Lock()
        self._offered: dict[str, Mapping[str, str]] = {}
        self._chosen: Mapping[str, str] = {}
        self._until = 0.0

    def offered(self, flow: str, redacted: Redacted) -> None:
        """This is what the person may choose."""
        with self._lock:
            self._offered[flow] = redacted.originals
            for oldest in list(self._offered)[:-MOST_OFFERED]:
                del self._offered[oldest]

    def answered(self, flow: str, choice: Choice) -> None:
        """What was redacted is kept; what was not is dropped."""
        with self._lock:
            originals = self._offered.pop(flow, None)
            if originals and choice == Choice.REDACTED:
                self._chosen, self._until = originals, self._clock() + self._seconds

    def found_in(self, text: str) -> int:
        """How many placeholders of ours stand in this text."""
        return placeholders_in(text, self._known())

    def put_back(self, text: str) -> str:
        """The text with what its placeholders stand for."""
        return restored(text, self._known())

    def forget(self) -> None:
        """The screen was locked: what was redacted belongs to nobody any more."""
        with self._lock:
            self._offered.clear()
            self._chosen = {}

    def _known(self) -> Mapping[str, str]:
        with self._lock:
            if self._clock() >= self._until:
                self._chosen = {}
            return self._chosen
