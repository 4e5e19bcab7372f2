"""The page of ours that tries every way in: at the first call, and when a person asks for it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from agent.trial.browsing import BROWSERS
from agent.trial.scenes import Stage
from agent.trial.session import Session

#: The extension calls twice a minute; a test does not wait for that.
CALL = "chrome.alarms.create('hello-again', { when: Date.now(), periodInMinutes: 0.5 })"


def _doctor(running: Session, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "agent.cli", "--home", str(running.home), "doctor", "--json"]
    return subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)


def _browser(doctor: subprocess.Popen[str]) -> dict[str, Any]:
    said, _nothing = doctor.communicate()
    return next(row for row in json.loads(said)["channels"] if row["name"] == "browser")


@pytest.mark.parametrize("browser", BROWSERS, indirect=True)
def test_every_way_is_tried_and_found_guarded(
    running: Session, stage: Stage, until: Callable[..., None]
) -> None:
    tabs = stage.driver.window_handles
    # Firefox lets an extension hold any request, Chromium only one that a policy installed.
    health = "guarded" if stage.driver.name == "firefox" else "degraded"
    until(lambda: _browser(_doctor(running))["health"] == health)  # it was tried at the first call
    again = _doctor(running, "--try")
    stage.driver.get(f"{stage.driver.extension}manifest.json")
    while again.poll() is None:
        stage.driver.execute_script(CALL)
        time.sleep(1.0)
    found = _browser(again)
    assert found["health"] == health
    assert "not guarded" not in found["reason"]
    until(lambda: stage.driver.window_handles == tabs)  # the page closes itself
