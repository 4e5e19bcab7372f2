"""plimsoll browsers, as an administrator calls it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PACKAGES = {
    "version": "1",
    "chromium_id": "a" * 32,
    "gecko_id": "companion@plimsoll.example",
    "updates_address": "https://central.example/plimsoll-updates.xml",
    "xpi_address": "https://central.example/plimsoll.xpi",
}


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    folder = root.parent / "packages"
    folder.mkdir(exist_ok=True)
    (folder / "extension.json").write_text(json.dumps(PACKAGES))
    program = [str(Path(sys.executable).with_name("plimsoll")), "--home", str(root.parent)]
    given = ["browsers", arguments[0], "--root", str(root), "--packages", str(folder)]
    return subprocess.run([*program, *given, *arguments[1:]], capture_output=True, text=True)


def _status(root: Path) -> dict[str, Any]:
    return {row["browser"]: row for row in json.loads(_run(root, "status", "--json").stdout)}


def test_a_machine_is_set_up_and_cleared_again(tmp_path: Path) -> None:
    root = tmp_path / "root"
    dry = _run(root, "install", "--machine", "--dry-run", "--json")
    assert len(json.loads(dry.stdout)["changes"]) > 7
    assert not root.exists()

    done = _run(root, "install", "--machine")
    assert (done.returncode, done.stderr) == (0, "")
    assert {row["host"] for row in _status(root).values()} == {"machine"}
    assert {row["extension"] for row in _status(root).values()} == {"installed"}
    assert "All is there already." in _run(root, "install", "--machine").stdout

    assert _run(root, "remove", "--machine").returncode == 0
    assert {row["host"] for row in _status(root).values()} == {None}
    assert "Nothing of ours is there." in _run(root, "remove", "--machine").stdout


def test_what_cannot_be_changed_is_named(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "etc").mkdir(parents=True)
    (root / "etc" / "chromium").write_text("in the way")
    done = _run(root, "install", "--machine")
    assert done.returncode == 1
    assert str(root / "etc" / "chromium") in done.stderr
    assert _status(root)["edge"]["extension"] == "installed"


def test_packages_that_are_none_are_named(tmp_path: Path) -> None:
    program = [str(Path(sys.executable).with_name("plimsoll")), "browsers", "install"]
    done = subprocess.run([*program, "--packages", str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 1
    assert "extension.json" in done.stderr
