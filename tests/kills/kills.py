"""Kills a program at a random moment, many times: what it had said, and what is wrong then."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from tests.power_cut.cuts import Faults, Said, found

#: Does its work in a folder, and says what it promises (tests/power_cut/saying.py).
Work = Callable[[Path], None]


def kills(
    work: Work, faults: Faults, number: int, chance: Random, home: Path
) -> Iterator[tuple[Said, list[str]]]:
    """`number` kills, spread over the time that the work takes: what was said, what is wrong."""
    whole = _time_of(work, home)
    for _kill in range(number):
        said = _killed(work, home, chance.uniform(0.0, whole))
        yield said, found(faults, home, said)


def _time_of(work: Work, home: Path) -> float:
    """Seconds that it takes when nobody kills it."""
    began = time.monotonic()
    _killed(work, home, None)
    return time.monotonic() - began


def _killed(work: Work, home: Path, after: float | None) -> Said:
    """Begins with an empty folder. What was said until then; None lets the work end by itself."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    heard, says = os.pipe()
    child = os.fork()
    if child == 0:
        _work(work, home, heard, says)
    os.close(says)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(heard, encoding="ascii") as lines:
        said = dict(_read(lines.read()))
    os.waitpid(child, 0)
    return said


def _work(work: Work, home: Path, heard: int, says: int) -> None:
    """In the child, which never returns."""
    os.close(heard)
    os.dup2(says, sys.stdout.fileno())
    try:
        work(home)
        sys.stdout.flush()
    finally:
        os._exit(0)


def _read(text: str) -> Iterator[tuple[str, int]]:
    for line in text.splitlines(keepends=True):
        word, _blank, value = line.partition(" ")
        if line.endswith("\n"):
            yield word, int(value)
