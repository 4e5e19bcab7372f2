"""Whose processes are ours, by their number."""

from __future__ import annotations

from agent.native.windows.identity import own_sid, sid_of_process


def process_is_us(pid: int) -> bool:
    """Whether a process runs under our own account. False where it has ended."""
    return sid_of_process(pid) == own_sid()
