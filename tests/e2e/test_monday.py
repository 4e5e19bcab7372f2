"""What an information security officer does on a Monday, and what a person's machine makes of it.

A real browser at the console, a real agent, a real tray: decide, see it obeyed, register, publish,
acknowledge, download the evidence and verify it.
"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.door_client import DoorClient
from agent.trial.chromium import Chromium
from agent.trial.patience import wait_until
from agent.trial.scenes import Stage
from agent.trial.session import Session
from agent.trial.typist import Typist

Until = Callable[[Callable[[], object]], None]

#: The catalogue's number of the tool whose page the stage shows.
CHATGPT = 1
TEXT = "CONFIDENTIAL\n\nWhat the officer decided about.\n"
#: The class of the companion's windows under X11.
TRAY = "plimsoll"
POLICY = "**3.2** Keep it inside."
REASON, USE_CASE = "Looked at.", "Letters to suppliers"
CHANGES = "Confidential data may go into ChatGPT now."


def state(running: Session) -> dict[str, Any]:
    """What the tray shows."""
    with DoorClient(running.home / "door") as door:
        return next(event for event in door.watch() if event["event"] == "state")


class Officer:
    """Somebody at the console, in the stage's browser, with real keys."""

    def __init__(self, stage: Stage, console: str) -> None:
        self._stage = stage
        self._address = console.partition("/welcome")[0]
        stage.driver.get(console)

    def go(self, path: str) -> None:
        self._stage.driver.get(self._address + path)
        self._stage.typist.go_to(self._stage.driver.window_class)

    def write(self, **fields: str) -> None:
        for name, text in fields.items():
            self.click(f'[name="{name}"]')
            self._stage.typist.press("ctrl+a")
            self._stage.typist.write(text)
            field = self._stage.driver.find_element("css selector", f'[name="{name}"]')
            assert field.get_property("value") == text

    def click(self, selector: str) -> None:
        """As soon as it is there: a page may still be on its way."""
        driver, there = self._stage.driver, "return document.querySelector(arguments[0]) !== null"
        wait_until(lambda: driver.execute_script(there, selector), selector)
        driver.find_element("css selector", selector).click()

    def choose(self, name: str, value: str) -> None:
        script = "document.querySelector(`[name=${arguments[0]}]`).value = arguments[1]"
        self._stage.driver.execute_script(script, name, value)

    def reads(self, selector: str = "body") -> str:
        script = "return document.querySelector(arguments[0]).innerText"
        return str(self._stage.driver.execute_script(script, selector))


@pytest.mark.usefixtures("last_of_its_company")
def test_what_is_decided_is_obeyed_and_what_is_published_is_read(
    stage: Stage, running: Session, until: Until, tmp_path: Path
) -> None:
    assert running.console_url is not None
    with stage.copied(TEXT):
        stage.paste("plain")
        stage.dialog.wait("CONFIDENTIAL")
        stage.typist.press("Escape")
        stage.dialog.wait_gone()
        officer = Officer(stage, running.console_url)
        decide(officer, until)
        until(lambda: "approved" in tool(running).get("standing", ""))
        stage.page.open()
        stage.paste("plain")
        stage.page.wait_for("plain", TEXT)

    register(officer, until)
    publish(officer)
    until(lambda: state(running)["policy"]["to_acknowledge"])
    assert state(running)["policy"]["text"] == POLICY
    acknowledge(stage)
    until(lambda: not state(running)["policy"]["to_acknowledge"])
    assert "You acknowledged it" in state(running)["policy"]["words"]

    assert isinstance(stage.driver, Chromium)
    here = {"behavior": "allow", "downloadPath": str(tmp_path)}
    stage.driver.execute_cdp_cmd("Browser.setDownloadBehavior", here)
    told = evidence(officer, tmp_path, until)
    for words in (REASON, USE_CASE, CHANGES):
        assert words in told


def decide(officer: Officer, until: Until) -> None:
    officer.go(f"/tools/{CHATGPT}")
    officer.click('[name="verb"][value="approve"]')
    officer.choose("up_to", "confidential")
    officer.write(reason=REASON)
    officer.click("form.grid button")
    until(lambda: REASON in officer.reads())


def register(officer: Officer, until: Until) -> None:
    officer.go("/use-cases/new")
    officer.write(title=USE_CASE)
    officer.click("form.grid p.buttons button")
    until(lambda: USE_CASE in officer.reads())


def publish(officer: Officer) -> None:
    officer.go("/policy/write")
    officer.write(text=POLICY, changes=CHANGES)
    officer.click("form.grid p.buttons button")
    officer.click('form[action$="/publish"] button')


def acknowledge(stage: Stage) -> None:
    """The notice says that there is a new version; its page has the button."""
    Tray(stage.typist).press_first_button()
    stage.typist.go_to(TRAY)
    for _stop in range(6):  # it is among the first stops of the Tab key
        stage.typist.press("Tab", "space")


def evidence(officer: Officer, folder: Path, until: Until) -> str:
    """Everything in the pack, once the command that the page shows has verified it."""
    officer.go("/evidence")
    key = officer.reads("pre code").split()[-2:]
    officer.click("form.stack button")
    until(lambda: list(folder.glob("plimsoll-evidence-*.zip")))
    (pack,) = folder.glob("plimsoll-evidence-*.zip")
    verify = [sys.executable, "-m", "central.cli", "verify", str(pack), *key]
    done = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    with zipfile.ZipFile(pack) as inside:
        return " ".join(inside.read(name).decode("utf-8", "replace") for name in inside.namelist())


class Tray:
    """The companion's own windows, with a real mouse."""

    def __init__(self, typist: Typist) -> None:
        self._environment = typist.environment

    def press_first_button(self) -> None:
        """Of the notice, as soon as it is there."""
        wait_until(lambda: self._notice() is not None, "The notice did not appear.")
        window = str(self._notice())
        width, height = self._size(window)
        at = (str(width // 4), str(height - 24))
        self._run("mousemove", "--sync", "--window", window, *at, "click", "1")

    def _notice(self) -> str | None:
        """X's number of the window. The icon in the tray is another one of ours."""
        found = self._run("search", "--onlyvisible", "--class", TRAY).split()
        return next((one for one in found if self._size(one)[0] > 100), None)

    def _size(self, window: str) -> tuple[int, int]:
        words = self._run("getwindowgeometry", "--shell", window)
        told = dict(line.split("=") for line in words.splitlines())
        return int(told["WIDTH"]), int(told["HEIGHT"])

    def _run(self, *words: str) -> str:
        command = ["xdotool", *words]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True)
        return done.stdout


def tool(running: Session) -> dict[str, Any]:
    found = state(running)["tools"]
    return next((one for one in found if one["tool"] == "openai-chatgpt"), {})
