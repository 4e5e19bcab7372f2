"""A disk that is full: what was produced is delivered, waiting or owned up to, to the last one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from agent.report.ballast import BYTES, Ballast

ROOT = Path(__file__).parents[3]


def runs(folder: Path, first: int, number: int) -> list[dict[str, int]]:
    """The accounts of so many runs, each on a small disk of its own."""
    mapped = [] if os.geteuid() == 0 else ["--map-root-user"]
    module = ["-m", "tests.agent.report.full_disk", str(folder), str(first), str(number)]
    ended = subprocess.run(
        ["unshare", *mapped, "--mount", sys.executable, *module],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_every_warning_is_delivered_waiting_or_owned_up_to(tmp_path: Path) -> None:
    told = runs(tmp_path, 0, 8)
    assert len(told) == 8
    for one in told:
        produced = one.pop("produced")
        given_up = one.pop("ballast given up")
        assert sum(one.values()) == produced
        assert given_up > 0
    assert sum(one["no room"] for one in told) > 0


def test_ballast_is_given_up_once_and_laid_again(tmp_path: Path) -> None:
    file = tmp_path / "report.ballast"
    ballast = Ballast(file)
    assert not ballast.give_up()
    ballast.lay()
    assert file.stat().st_size == BYTES
    assert ballast.give_up()
    assert not ballast.give_up()
    ballast.lay()
    assert list(tmp_path.iterdir()) == [file]


def test_ballast_that_finds_no_room_takes_none(tmp_path: Path) -> None:
    (tmp_path / "report.ballast-begun").symlink_to("/dev/full")
    Ballast(tmp_path / "report.ballast").lay()
    assert list(tmp_path.iterdir()) == []
