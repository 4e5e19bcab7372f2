"""When the screen is locked: the desktop that has the keyboard can then not be opened.

Asked every two seconds: WTSRegisterSessionNotification would need a window and its message loop.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import pywintypes
import win32con
import win32service

#: Seconds.
INTERVAL = 2.0


class LockWatcher:
    """Watches on a thread of its own."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def alive(self) -> bool:
        """Whether it is watching now."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, locked: Callable[[], None]) -> None:
        """Call `locked` each time the screen is locked."""
        self._thread = threading.Thread(
            target=self._watch, args=(locked,), name="lock", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _watch(self, locked: Callable[[], None]) -> None:
        before = _is_locked()
        while not self._ended.wait(INTERVAL):
            now = _is_locked()
            if now and not before:
                locked()
            before = now


def _is_locked() -> bool:
    try:
        win32service.OpenInputDesktop(0, False, win32con.DESKTOP_READOBJECTS).CloseDesktop()
    except pywintypes.error:
        return True
    return False
