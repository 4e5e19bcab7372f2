"""Whose window has the focus. No window's title is read.

Asked five times a second: the call takes microseconds, while a hook (SetWinEventHook) would need a
message loop of its own and is lost when its thread stalls.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import pywintypes
import win32gui
import win32process

from agent.native.contract import Foreground

Changed = Callable[[Foreground | None], None]

#: Seconds.
INTERVAL = 0.2


class ForegroundWatcher:
    """Watches the active window on a thread of its own."""

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
    try:
        window = win32gui.GetForegroundWindow()
        _thread, pid = win32process.GetWindowThreadProcessId(window) if window else (0, 0)
    except pywintypes.error:
        return None  # the window closed while we asked
    return Foreground(pid) if pid else None
