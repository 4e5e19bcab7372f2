"""The page of ours that tries every way in: in a real browser, as `plimsoll doctor --try` asks."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from agent.trial.browsing import BROWSERS
from agent.trial.scenes import Stage
from agent.trial.session import Session


def _doctor(running: Session, *options: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "agent.cli", "--home", str(running.home), "doctor", "--json"]
    done = subprocess.run([*command, *options], capture_output=True, text=True)
    channels = {row["name"]: row for row in json.loads(done.stdout)["channels"]}
    browser: dict[str, Any] = channels["browser"]
    return browser


@pytest.mark.parametrize("browser", BROWSERS, indirect=True)
def test_every_way_is_tried_and_found_guarded(running: Session, stage: Stage) -> None:
    tabs = stage.driver.window_handles
    found = _doctor(running, "--try")
    assert "not guarded" not in found["reason"]
    # Firefox lets an extension hold any request, Chromium only one that a policy installed.
    assert found["health"] == ("guarded" if stage.driver.name == "firefox" else "degraded")
    assert stage.driver.window_handles == tabs  # the page has closed itself
