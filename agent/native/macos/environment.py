"""The names of the variables that a process was started with."""

from __future__ import annotations

import psutil


def variable_names(pid: int) -> frozenset[str]:
    """Names only: each value is dropped where it is read. Nothing for other accounts' processes."""
    try:
        return frozenset(psutil.Process(pid).environ())
    except (psutil.Error, OSError):
        return frozenset()
