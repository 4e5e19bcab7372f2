"""The process that started this one, and those that this one starts."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable

import pywintypes
import win32api
import win32con
import win32event

#: Ctrl-C, Ctrl-Break, a request to end.
ENDINGS: tuple[int, ...] = (signal.SIGINT, signal.SIGBREAK, signal.SIGTERM)


def starter_gone() -> Callable[[], bool]:
    """Windows goes on naming a parent that has ended, so the process itself is held and asked."""
    try:
        starter = win32api.OpenProcess(win32con.SYNCHRONIZE, False, os.getppid())
    except pywintypes.error:
        return lambda: True
    return lambda: win32event.WaitForSingleObject(starter, 0) == win32event.WAIT_OBJECT_0


def ask_to_end(child: subprocess.Popen[bytes]) -> None:
    """Nothing: Windows has no signal to ask with. Our own processes hear it at the door."""
