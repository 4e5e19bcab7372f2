"""Which application is in front. No window's title is read, so no permission is asked for.

Asked five times a second: a notification of NSWorkspace would need the run loop of a main thread,
which the agent has not.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from AppKit import NSWorkspace

from agent.native.contract import Foreground

Changed = Callable[[Foreground | None], None]

#: Seconds.
INTERVAL = 0.2


class ForegroundWatcher:
    """Watches the application in front on a thread of its own."""

    def __init__(self) -> None:
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
        last = _foreground()
        changed(last)
        while not self._ended.wait(INTERVAL):
            now = _foreground()
            if now != last:
                last = now
                changed(now)


def _foreground() -> Foreground | None:
    application = NSWorkspace.sharedWorkspace().frontmostApplication()
    pid = int(application.processIdentifier()) if application is not None else 0
    return Foreground(pid) if pid > 0 else None
