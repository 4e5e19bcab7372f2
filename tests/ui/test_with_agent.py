from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agent.door_client import DoorClient, DoorClosed

ROOT = Path(__file__).parent.parent.parent


def _clipboard_guarded(door: Path) -> bool:
    try:
        with DoorClient(door) as client:
            channels = client.ask("state")["channels"]
    except DoorClosed:
        return False
    return any(c["name"] == "dialog" and c["health"] == "guarded" for c in channels)


def test_the_agent_starts_the_tray_and_hears_of_a_copy(
    screen: str, tmp_path: Path, until: Any, copy: Callable[[str], None]
) -> None:
    here = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "XDG_SESSION_TYPE": "x11"}
    command = [sys.executable, "-m", "agent.run", "--home", str(tmp_path)]
    process = subprocess.Popen(command, env=here, cwd=ROOT)
    try:
        until(lambda: _clipboard_guarded(tmp_path / "door"), "the tray is at the door", 30)
        copy("CONFIDENTIAL — Project Heron")
        log = tmp_path / "tray.log"
        until(lambda: "agent.told: read" in log.read_text("utf-8"), "the copy is told")
    finally:
        process.terminate()

    assert process.wait(20) == 0
    assert "tray.ended" in log.read_text("utf-8")
