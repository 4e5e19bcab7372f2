from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path


def doctor(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "agent.cli", "--home", str(home), "doctor", *options],
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_without_a_companion_it_says_how_to_start_one(tmp_path: Path) -> None:
    said = doctor(tmp_path)

    assert said.returncode == 1
    assert "plimsoll run" in said.stdout
    assert said.stderr == ""


def test_each_channel_says_how_well_it_sees_and_why(tmp_path: Path) -> None:
    agent = subprocess.Popen(
        [sys.executable, "-m", "agent.run", "--home", str(tmp_path), "--no-tray"]
    )
    try:
        end = time.monotonic() + 20
        while doctor(tmp_path).returncode == 1 and time.monotonic() < end:
            time.sleep(0.1)
        words, document = doctor(tmp_path), doctor(tmp_path, "--json")
    finally:
        agent.terminate()
        agent.wait(20)

    report = json.loads(document.stdout)
    assert (words.returncode, document.returncode) == (3, 3)
    assert "The tray does not run" in words.stdout
    assert report["running"] is True
    assert {c["name"] for c in report["channels"]} >= {"browser", "clipboard", "window", "process"}
    assert all(c["reason"] for c in report["channels"] if c["health"] != "guarded")


def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("group = 4\n")

    report = json.loads(doctor(tmp_path, "--json").stdout)

    assert "set by the company only" in report["settings"][0]
