"""Whose window has the focus. No window's title is read.

Asked five times a second: the call takes microseconds, while a hook (SetWinEventHook) would need a
message loop of its own and is lost when its thread stalls.
"""

from __future__ import annotations

import pywintypes
import win32gui
import win32process

from agent.native.contract import Foreground
from agent.native.polling import PollingWatcher


class ForegroundWatcher(PollingWatcher):
    """Watches the active window."""

    def __init__(self) -> None:
        super().__init__(_foreground)


def _foreground() -> Foreground | None:
    try:
        window = win32gui.GetForegroundWindow()
        _thread, pid = win32process.GetWindowThreadProcessId(window) if window else (0, 0)
    except pywintypes.error:
        return None  # the window closed while we asked
    return Foreground(pid) if pid else None
