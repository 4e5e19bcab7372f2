"""Whose processes are ours, by their number."""

from __future__ import annotations

import os


def process_is_us(pid: int) -> bool:
    """Whether a process runs under our own account. False where it has ended."""
    try:
        return os.stat(f"/proc/{pid}").st_uid == os.geteuid()
    except OSError:
        return False
