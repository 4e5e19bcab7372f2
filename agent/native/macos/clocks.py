"""How long this machine has run, and which start of it this is: no wall clock is asked."""

from __future__ import annotations

import ctypes
import time

#: How messages name this system (docs/protocol.md).
PLATFORM = 3

_SIZE = 64


def uptime() -> float:
    """Seconds since the start, sleep included (clock_gettime(3))."""
    return time.clock_gettime(time.CLOCK_MONOTONIC)


def boot() -> str:
    """A name for this start of the machine (`kern.bootsessionuuid`, sysctl(3))."""
    found = ctypes.create_string_buffer(_SIZE)
    size = ctypes.c_size_t(_SIZE)
    libc = ctypes.CDLL(None)
    if libc.sysctlbyname(b"kern.bootsessionuuid", found, ctypes.byref(size), None, 0):
        return ""
    return found.value.decode("ascii", "replace")
