"""The process that started this one, and those that this one starts."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable

#: Ctrl-C, a request to end, a terminal that was closed.
ENDINGS: tuple[int, ...] = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def starter_gone() -> Callable[[], bool]:
    """An orphan is given to another parent (getppid(2))."""
    starter = os.getppid()
    return lambda: os.getppid() != starter


def ask_to_end(child: subprocess.Popen[bytes]) -> None:
    """Ask a process that we started to end in its own time (SIGTERM)."""
    child.terminate()
