"""A copy made while central is served, and a central that runs from it; down and up again."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest
import requests

from central.backup import BackupError, restore
from tests.central.device import COUNTED, result
from tests.central.server import Server, figures, run_central

WARNING = 66


def say_something(server: Server) -> None:
    sealed = server.device().message(server.week, WARNING, 2)
    assert result(server.collector, sealed, server.week) == COUNTED


def test_what_was_counted_is_there_after_a_restore(tmp_path: Path) -> None:
    copy = tmp_path / "copy.tar.gz"
    with Server(tmp_path / "home") as server:
        say_something(server)
        before = figures(server)
        done = run_central("backup", "--home", str(server.home), str(copy))
        assert done.returncode == 0, done.stderr
        again = run_central("backup", "--home", str(server.home), str(copy))
        assert (again.returncode, "cannot be written" in again.stderr) == (1, True)
    assert copy.stat().st_mode & 0o077 == 0
    done = run_central("restore", "--home", str(tmp_path / "new"), str(copy))
    assert done.returncode == 0, done.stderr
    assert {f.stat().st_mode & 0o077 for f in (tmp_path / "new").rglob("*")} == {0}
    with Server(tmp_path / "new") as server:
        assert figures(server) == before
        assert requests.get(server.address, timeout=20).status_code == 200


def test_a_copy_never_goes_over_something(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "note").write_text("mine")
    (tmp_path / "copy").write_text("no copy")
    with pytest.raises(BackupError, match="not empty"):
        restore(tmp_path / "copy", tmp_path / "home")
    with pytest.raises(BackupError, match="no copy"):
        restore(tmp_path / "copy", tmp_path / "other")


def test_a_copy_cannot_write_outside(tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar.gz"
    (tmp_path / "x").write_text("x")
    with tarfile.open(evil, "w:gz") as archive:
        archive.add(tmp_path / "x", "../outside")
    with pytest.raises(BackupError):
        restore(evil, tmp_path / "deep" / "home")
    assert not (tmp_path / "deep" / "outside").exists()


def test_down_and_up_keeps_what_was_counted(tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    with Server(tmp_path / "home") as server:
        say_something(server)
        before = figures(server)["figures"]
    wrong = run_central("downgrade", "--home", home, "7777")
    assert (wrong.returncode, "0001" in wrong.stderr) == (2, True)
    assert run_central("downgrade", "--home", home, "0001").returncode == 0
    with Server(tmp_path / "home") as server:
        assert figures(server)["figures"] == before
