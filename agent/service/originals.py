"""What the placeholders of redactions stand for, so that an answer can be made whole.

In memory only, and here only: for an hour, or until the screen is locked.
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
#: Redactions that were chosen and whose originals are kept; the oldest go first.
MOST_KEPT = 64


class Originals:
    """Any thread may ask. `clock` gives monotonic seconds."""

    def __init__(self, clock: Callable[[], float], seconds: float = PATIENCE) -> None:
        self._clock = clock
        self._seconds = seconds
        self._lock = threading.Lock()
        self._offered: dict[str, Mapping[str, str]] = {}
        #: Of each redaction that was chosen, the last one last: its originals, and until when.
        self._chosen: dict[str, tuple[Mapping[str, str], float]] = {}

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
                self._chosen[flow] = originals, self._clock() + self._seconds
            for oldest in list(self._chosen)[:-MOST_KEPT]:
                del self._chosen[oldest]

    def of(self, flow: str) -> Mapping[str, str]:
        """What the placeholders of one redaction stand for; nothing where it is forgotten."""
        with self._lock:
            return self._kept().get(flow, ({}, 0.0))[0]

    def found_in(self, text: str) -> int:
        """How many placeholders of the last redaction stand in this text."""
        return placeholders_in(text, self._last())

    def put_back(self, text: str) -> str:
        """The text with what the placeholders of the last redaction stand for."""
        return restored(text, self._last())

    def forget(self) -> None:
        """The screen was locked: what was redacted belongs to nobody any more."""
        with self._lock:
            self._offered.clear()
            self._chosen.clear()

    def _last(self) -> Mapping[str, str]:
        with self._lock:
            return next(reversed(self._kept().values()), ({}, 0.0))[0]

    def _kept(self) -> dict[str, tuple[Mapping[str, str], float]]:
        now = self._clock()
        for flow in [flow for flow, (_originals, until) in self._chosen.items() if now >= until]:
            del self._chosen[flow]
        return self._chosen
