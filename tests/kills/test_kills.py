"""Killed at any moment: nothing that device, relay and collector had promised is lost or doubled.

`python -m bench.kills` does the same ten thousand times.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def killed(name: str, times: int, folder: Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own: pytest has threads, and what forks must have none."""
    command = [sys.executable, "-m", "bench.kills", "--kills", str(times), "--only", name]
    here = {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
    return subprocess.run(
        command, cwd=ROOT, env=here, check=False, capture_output=True, text=True, timeout=240
    )


@pytest.mark.parametrize("name", ["device", "relay", "collector"])
def test_nothing_that_was_promised_is_lost_or_doubled(name: str, tmp_path: Path) -> None:
    done = killed(name, 12, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{name}: 12 kills" in done.stdout


def test_a_program_that_says_too_much_is_found_out(tmp_path: Path) -> None:
    done = killed("boaster", 6, tmp_path)
    assert (done.returncode, "boaster: 6 kills" in done.stdout) == (1, True)
