"""A whole trial for the tests here: screen, company, agent, chat page and browser, all real."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from agent.trial.certificate import make_certificate
from agent.trial.chat_server import chat_server
from agent.trial.chromium import Site, chromium, register_host, wait_for_guard
from agent.trial.scenes import APPROVED_URL, Stage
from agent.trial.session import Session, session
from agent.trial.typist import Typist

INSTALLED = {"approved_tool_name": "Company Copilot", "approved_tool_url": APPROVED_URL}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A company and a companion on a virtual screen of their own."""
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
def stage(running: Session, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A browser with the chat page, and hands that copy and paste."""
    folder: Path = tmp_path_factory.mktemp("browser")
    certificate = make_certificate("chatgpt.com", folder)
    register_host(folder / "profile", running.home)
    with ExitStack() as stack:
        port = stack.enter_context(chat_server(certificate.file))
        site = Site(port, certificate.pin)
        driver = stack.enter_context(chromium(folder / "profile", site, running.environment))
        driver.set_window_rect(0, 0, 1280, 765)
        wait_for_guard(driver)
        typist = Typist(running.environment, folder)
        playing = Stage(driver, typist, folder, lambda _words, _name: None)
        playing.page.open()
        yield playing
