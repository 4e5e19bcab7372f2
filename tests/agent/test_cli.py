"""The command line as a shell starts it: whatever stands at its ends, there is no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LINES = '{"id": 1, "text": "CONFIDENTIAL"}\n' * 2000


def shell(line: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a line in which $PLIMSOLL is the program."""
    program = f"{sys.executable} -m agent.cli --home {home}"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        env={"PLIMSOLL": program, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("command", ["scan {file}", "scan --jsonl {file}", "tools --json"])
def test_a_full_disk_behind_the_output_is_said_in_one_line(command: str, tmp_path: Path) -> None:
    file = tmp_path / "lines"
    file.write_text(LINES, "utf-8")

    ended = shell(f"$PLIMSOLL {command.format(file=file)} > /dev/full", tmp_path)

    assert ended.returncode == 1
    assert ended.stderr == "The answer cannot be written: No space left on device\n"


def test_a_reader_that_has_enough_ends_it_in_silence(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    file.write_text(LINES, "utf-8")

    ended = shell(f"$PLIMSOLL scan --jsonl {file} | head -n 1", tmp_path)

    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.count("\n") == 1


@pytest.mark.parametrize("command", ["scan", "scan --jsonl", "tools match --jsonl"])
def test_a_closed_input_is_an_empty_one(command: str, tmp_path: Path) -> None:
    ended = shell(f"$PLIMSOLL {command} <&-", tmp_path)

    assert (ended.returncode, ended.stderr) == (0, "")


def test_letters_that_an_output_lacks_are_replaced(tmp_path: Path) -> None:
    ended = shell("LANGUAGE=de PYTHONIOENCODING=iso8859-7 $PLIMSOLL doctor", tmp_path)

    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.startswith("Plimsoll l?uft")
