"""A site that is only named like an AI tool: the person is asked, and nobody else hears of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.door_client import DoorClient
from agent.trial.browsing import BROWSERS
from agent.trial.scenes import Stage
from agent.trial.session import Session

#: Its page and its question belong to nobody.
ADDRESS = "https://{host}/meeting?about=redundancies"


def _state(running: Session) -> dict[str, Any]:
    """What the tray shows."""
    with DoorClient(running.home / "door") as door:
        return next(event for event in door.watch() if event["event"] == "state")


def _proposal(running: Session, host: str) -> dict[str, Any] | None:
    return next((row for row in _state(running)["proposals"] if row["name"] == host), None)


def _on_disk(folder: Path, word: str) -> list[Path]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return [file for file in files if word.encode() in file.read_bytes()]


@pytest.mark.parametrize("browser", BROWSERS, indirect=True)
def test_it_is_proposed_by_a_click_and_by_nothing_else(
    running: Session, stage: Stage, until: Callable[[Callable[[], object]], None]
) -> None:
    host = f"writegpt-{stage.driver.name}.example"
    stage.driver.get(ADDRESS.format(host=host))
    until(lambda: _proposal(running, host))
    asked = _proposal(running, host)
    assert asked is not None
    assert asked["id"]
    assert "writegpt" in asked["words"]
    assert _on_disk(running.home, "writegpt") == []

    with DoorClient(running.home / "door") as door:
        door.ask("propose", proposal=asked["id"], propose=True)
    answered = _proposal(running, host)
    assert answered is not None
    assert (answered["id"], "Proposed" in answered["words"]) == ("", True)
    assert _on_disk(running.home, "redundancies") == []
