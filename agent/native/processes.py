"""Processes of an installation, whoever they belong to, on every system."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import psutil

#: Seconds that one of them may take to end when asked to.
PATIENCE = 10


def processes_of(folder: Path) -> list[psutil.Process]:
    """Each process whose program stands below this folder, but for this one and its starter.

    By the program's place, not by its name: another copy elsewhere is left alone.
    """
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            program = process.exe()
            # A program that was replaced is named so by Linux.
            if Path(program.removesuffix(" (deleted)")).is_relative_to(folder):
                found.append(process)
    return [process for process in found if process.pid not in (os.getpid(), os.getppid())]


def end(processes: list[psutil.Process]) -> None:
    """Ask them to end, and end those that do not."""
    for process in processes:
        with suppress(psutil.Error):
            process.terminate()
    _gone, left = psutil.wait_procs(processes, PATIENCE)
    for process in left:
        with suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(left, PATIENCE)
