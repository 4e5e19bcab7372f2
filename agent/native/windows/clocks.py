"""How long this machine has run, and which start of it this is: no wall clock is asked."""

from __future__ import annotations

import ctypes

#: How messages name this system (docs/protocol.md).
PLATFORM = 2


def uptime() -> float:
    """Seconds since the start, sleep included (GetTickCount64)."""
    ticks = ctypes.windll.kernel32.GetTickCount64
    ticks.restype = ctypes.c_uint64
    return float(ticks()) / 1000.0


def boot() -> str:
    """Windows names its starts by the wall clock only, which proves nothing: no name."""
    return ""
