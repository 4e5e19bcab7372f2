"""One process, read once. Its command line goes no further than the question which tool it is."""

from __future__ import annotations

from dataclasses import dataclass, field

import psutil

from agent.native import peer


@dataclass(frozen=True, slots=True)
class Running:
    """`created` in seconds since 1970: a pid alone may come back as another program."""

    pid: int
    created: float
    name: str
    exe: str = ""
    #: May hold what a person typed, so it is never shown.
    cmdline: tuple[str, ...] = field(default=(), repr=False)


def read_process(pid: int) -> Running | None:
    """None where it has ended, or belongs to another account."""
    if not peer.process_is_us(pid):
        return None
    try:
        process = psutil.Process(pid)
        with process.oneshot():
            return Running(
                pid,
                process.create_time(),
                process.name(),
                _exe(process),
                tuple(process.cmdline()),
            )
    except (psutil.Error, OSError):  # Windows has errors of its own for one that is just ending
        return None


def _exe(process: psutil.Process) -> str:
    try:
        return process.exe()
    except psutil.AccessDenied:  # a program that may not be looked into, such as a sandbox
        return ""
