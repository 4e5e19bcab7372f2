"""A whole trial for the tests here: screen, company, agent, chat page and browser, all real.

One trial serves all tests of a browser. What a test has broken is started anew for the next one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_signal
from jeepney.io.blocking import open_dbus_connection
from selenium.common.exceptions import WebDriverException

from agent.trial.browsing import BrowserName, browsing
from agent.trial.child import TrialError
from agent.trial.driver import PATIENCE
from agent.trial.scenes import APPROVED_URL, Stage
from agent.trial.session import Session, session
from agent.trial.typist import Typist

SAVER = DBusAddress("/org/freedesktop/ScreenSaver", interface="org.freedesktop.ScreenSaver")
INSTALLED = {"approved_tool_name": "Company Copilot", "approved_tool_url": APPROVED_URL}
#: Seconds that a browser may take to say that it is well.
PULSE = 15.0


class Trial:
    """What runs now, and is started where it does not."""

    def __init__(self, browser: BrowserName, new_folder: Callable[[], Path]) -> None:
        self._browser = browser
        self._new_folder = new_folder
        self._everything, self._windows = ExitStack(), ExitStack()
        self._session: Session | None = None
        self._stage: Stage | None = None

    def running(self) -> Session:
        """A company and a companion on a virtual screen of their own."""
        if self._session and self._session.agent.poll() is not None:
            self.end()
        if self._session is None:
            folder = self._new_folder()
            installed = folder / "install.json"
            installed.write_text(json.dumps(INSTALLED), "utf-8")
            hidden = {"DISPLAY", "WAYLAND_DISPLAY"}
            seen = {name: value for name, value in os.environ.items() if name not in hidden}
            started = session(
                folder / "home", week_seconds=3600, environment=seen, install_values=installed
            )
            self._session = self._everything.enter_context(started)
        return self._session

    def stage(self) -> Stage:
        """A browser with a fresh chat page, and hands that copy and paste."""
        running = self.running()
        _lock_screen(running)
        if self._stage and not _is_well(self._stage):
            self.end_browser()
        if self._stage is None:
            folder = self._new_folder()
            driver = self._windows.enter_context(browsing(self._browser, folder, running))
            hands = Typist(running.environment, folder)
            self._stage = Stage(driver, hands, folder, lambda _words, _name: None)
            self._stage.page.open()
        return self._stage

    def end_browser(self) -> None:
        """The next test gets another one."""
        self._stage = None
        self._windows.close()

    def end(self) -> None:
        """The next test gets another companion, and another browser."""
        self.end_browser()
        self._session = None
        self._everything.close()


def _lock_screen(running: Session) -> None:
    """Whoever unlocks it may be somebody else: nothing of the last test's pastes is remembered."""
    with open_dbus_connection(bus=running.environment["DBUS_SESSION_BUS_ADDRESS"]) as desktop:
        desktop.send(new_signal(SAVER, "ActiveChanged", "b", (True,)))


def _is_well(stage: Stage) -> bool:
    """Whether the browser shows one tab with a fresh page."""
    try:
        stage.driver.be_patient(PULSE)
        stage.page.open()
        stage.driver.be_patient(PATIENCE)
        return len(stage.driver.window_handles) == 1
    except (TrialError, WebDriverException):
        return False


@pytest.fixture(scope="session", params=["chromium"])
def browser(request: pytest.FixtureRequest) -> BrowserName:
    """Chromium, where a test does not name others: `parametrize("browser", ..., indirect=True)`."""
    name: BrowserName = request.param
    return name


@pytest.fixture(scope="session")
def trial(browser: BrowserName, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """For all tests of one browser."""
    ours = Trial(browser, lambda: tmp_path_factory.mktemp("trial"))
    yield ours
    ours.end()


@pytest.fixture
def last_of_its_browser(trial: Trial) -> Iterator[None]:
    """For a test after which nothing can be tried any more in this browser."""
    yield
    trial.end_browser()


@pytest.fixture
def last_of_its_company(trial: Trial) -> Iterator[None]:
    """For a test that decides something at the console."""
    yield
    trial.end()


@pytest.fixture
def no_other_browser(trial: Trial) -> None:
    """For a test that starts a browser of its own: keys go to the first window of its kind."""
    trial.end_browser()


@pytest.fixture
def running(trial: Trial) -> Session:
    """A company and a companion."""
    return trial.running()


@pytest.fixture
def stage(trial: Trial) -> Stage:
    """A browser with a fresh chat page, and hands that copy and paste."""
    return trial.stage()
