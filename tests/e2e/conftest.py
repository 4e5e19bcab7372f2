"""A whole trial for the tests here: screen, company, agent, chat page and browser, all real."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import pytest

from agent.trial.browsing import BrowserName, browsing
from agent.trial.scenes import APPROVED_URL, Stage
from agent.trial.session import Session, session
from agent.trial.typist import Typist

INSTALLED = {"approved_tool_name": "Company Copilot", "approved_tool_url": APPROVED_URL}


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> BrowserName:
    """Chromium, where a test does not name others: `parametrize("browser", ..., indirect=True)`."""
    name: BrowserName = getattr(request, "param", "chromium")
    return name


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, browser: BrowserName) -> Iterator[Session]:
    """A company and a companion on a virtual screen of their own, anew for each browser."""
    folder = tmp_path_factory.mktemp("trial")
    installed = folder / "install.json"
    installed.write_text(json.dumps(INSTALLED), "utf-8")
    hidden = {"DISPLAY", "WAYLAND_DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    with session(
        folder / "home", week_seconds=3600, environment=environment, install_values=installed
    ) as everything:
        yield everything


@pytest.fixture(scope="module")
def stage(
    browser: BrowserName, running: Session, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """A browser with the chat page, and hands that copy and paste."""
    folder = tmp_path_factory.mktemp("browser")
    with browsing(browser, folder, running) as driver:
        typist = Typist(running.environment, folder)
        playing = Stage(driver, typist, folder, lambda _words, _name: None)
        playing.page.open()
        yield playing
