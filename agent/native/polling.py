"""Asks which window is in front, where the system does not tell by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable

from agent.native.contract import Foreground

Changed = Callable[[Foreground | None], None]

#: Seconds.
INTERVAL = 0.2


class PollingWatcher:
    """Asks five times a second, on a thread of its own."""

    def __init__(self, ask: Callable[[], Foreground | None]) -> None:
        self._ask = ask
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def alive(self) -> bool:
        """Whether it is watching now."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, changed: Changed) -> None:
        """Call `changed` now and at each change."""
        self._thread = threading.Thread(
            target=self._watch, args=(changed,), name="foreground", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._ended.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=5)

    def _watch(self, changed: Changed) -> None:
        last = self._ask()
        changed(last)
        while not self._ended.wait(INTERVAL):
            now = self._ask()
            if now != last:
                last = now
                changed(now)
