"""How long this machine has run, and which start of it this is: no wall clock is asked."""

from __future__ import annotations

import time
from pathlib import Path

#: How messages name this system (docs/protocol.md).
PLATFORM = 1

_BOOT = Path("/proc/sys/kernel/random/boot_id")


def uptime() -> float:
    """Seconds since the start, sleep included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def boot() -> str:
    """A name for this start of the machine; nothing where the system gives none."""
    try:
        return _BOOT.read_text("ascii").strip()
    except OSError:
        return ""
