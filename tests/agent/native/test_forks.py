"""The gate before listing the processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from agent.native import forks


def test_the_gate_is_open_once_and_then_only_where_the_counter_moves(tmp_path: Path) -> None:
    stat = tmp_path / "stat"
    stat.write_text("intr 9 9\nprocesses 41\nprocs_running 1\n")
    gate = forks.ForkGate(stat)
    assert [gate.moved(), gate.moved()] == [True, False]
    stat.write_text("intr 9 9\nprocesses 42\nprocs_running 1\n")
    assert [gate.moved(), gate.moved()] == [True, False]
    gate.close()


def test_a_gate_that_cannot_find_the_counter_is_always_open(tmp_path: Path) -> None:
    (tmp_path / "stat").write_text("intr 9 9\n")
    gate = forks.ForkGate(tmp_path / "stat")
    assert [gate.moved(), gate.moved()] == [True, True]
    gate.close()


def test_the_kernel_tells_of_a_new_process() -> None:
    gate = forks.ForkGate()
    gate.moved()
    subprocess.run([sys.executable, "-c", ""], check=True)
    assert gate.moved()
    gate.close()
