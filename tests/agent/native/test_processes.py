"""Processes of an installation are known by where their program stands, not by its name."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from agent.native.linux import everyone
from agent.native.processes import end, processes_of


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    folder = tmp_path / "installed"
    folder.mkdir()
    shutil.copy("/bin/sleep", folder / "plimsoll-agent")
    return folder


def test_a_copy_elsewhere_with_the_same_name_is_left_alone(tmp_path: Path, installed: Path) -> None:
    other = tmp_path / "plimsoll-agent"
    shutil.copy("/bin/sleep", other)
    ours = subprocess.Popen([installed / "plimsoll-agent", "60"])
    theirs = subprocess.Popen([other, "60"])
    try:
        assert [process.pid for process in processes_of(installed)] == [ours.pid]
        end(processes_of(installed))
        ours.wait(5)
        assert theirs.poll() is None
    finally:
        for child in (ours, theirs):
            child.kill()
            child.wait()


def test_who_was_ended_is_started_again_in_the_same_session(
    tmp_path: Path, installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(everyone, "_ENDED", tmp_path / "run" / "ended.json")
    told = tmp_path / "told"
    variables = {"DISPLAY": ":77", "SECRET_TOKEN": "hush"}
    running = subprocess.Popen([installed / "plimsoll-agent", "60"], env=variables)

    everyone.stop(installed)
    running.wait(5)
    kept = (tmp_path / "run" / "ended.json").read_text()
    everyone.start(
        ["/bin/sh", "-c", f"echo $DISPLAY$SECRET_TOKEN > {told}.new; mv {told}.new {told}"]
    )

    for _ in range(100):
        if told.exists():
            break
        subprocess.run(["sleep", "0.05"], check=True)
    assert told.read_text() == ":77\n"
    assert "hush" not in kept
    assert not (tmp_path / "run" / "ended.json").exists()
