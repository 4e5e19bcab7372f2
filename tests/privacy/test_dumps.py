"""A crash leaves no picture of the memory, whatever the machine's administrator asked for."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CANARY = "Kq7Zx9Vw-core-dump"

PROGRAM = """
import os, signal, sys
sys.path.insert(0, {root!r})
text = {canary!r} * 1000
{before}
os.kill(os.getpid(), signal.SIGSEGV)
"""
FORBIDDING = "from agent.native import dumps; dumps.forbid()"


def _let_dump() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


def crash(folder: Path, before: str) -> list[Path]:
    """What a crashing process leaves in the folder it ran in."""
    program = textwrap.dedent(PROGRAM).format(root=str(ROOT), canary=CANARY, before=before)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, preexec_fn=_let_dump, check=False
    )
    assert done.returncode == -signal.SIGSEGV
    return list(folder.iterdir())


def test_a_process_that_forbids_dumps_leaves_none(tmp_path: Path) -> None:
    assert crash(tmp_path, FORBIDDING) == []


def test_and_one_that_does_not_would(tmp_path: Path) -> None:
    where = Path("/proc/sys/kernel/core_pattern").read_text().strip()
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    if "/" in where or where.startswith("|") or hard == 0:
        # This machine puts dumps elsewhere or makes none: then the limit itself is the control.
        limits = subprocess.run(
            [sys.executable, "-c", f"{FORBIDDING}; print(open('/proc/self/limits').read())"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        (line,) = [one for one in limits.splitlines() if "core file" in one]
        assert line.split()[4:6] in (["1", "1"], ["0", "0"])
        return

    (dump,) = crash(tmp_path, "")

    assert CANARY.encode() in dump.read_bytes()


@pytest.mark.parametrize("file", ["agent/run.py", "agent/host.py", "agent/cli.py", "ui/app.py"])
def test_every_program_that_sees_text_forbids_them(file: str) -> None:
    source = (ROOT / file).read_text("utf-8")

    assert "dumps.forbid()" in source.split("def main", 1)[1]
