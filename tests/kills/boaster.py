"""A control: a program that promises before it writes. Kills must find it out."""

from __future__ import annotations

import time
from pathlib import Path

from tests.power_cut.saying import off, say

TIMES = 60


def work(home: Path) -> None:
    """Says `written` too early."""
    for number in range(1, TIMES + 1):
        say("written", number)
        time.sleep(0.01)
        (home / "number").write_text(str(number))


def faults(home: Path, said: dict[str, int]) -> list[str]:
    """What is wrong with what was left, in words."""
    file = home / "number"
    return off("written", said, int(file.read_text() or "0") if file.exists() else 0)
