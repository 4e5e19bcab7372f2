"""A real screen with a window manager and a tray, and a real door with recorded answers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.door import Door, Visitor
from agent.frames import Frame
from agent.service.watchers import Watchers

ROOT = Path(__file__).parent.parent.parent
STATE: Frame = {
    "icon": "guarded",
    "channels": [{"title": "Clipboard", "health": "guarded", "reason": "", "fix": ""}],
}


def _until(true: Callable[[], Any], what: str, seconds: float = 15.0) -> Any:
    """Look again and again until it is true; fail with `what` after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.02)
    raise AssertionError(f"did not happen: {what}")


@pytest.fixture(scope="session")
def until() -> Callable[..., Any]:
    return _until


def _server() -> tuple[subprocess.Popen[bytes], str]:
    """An Xvfb that answers, and its name. Other servers may come and go meanwhile."""
    for number in range(150, 250):
        if _answers(f":{number}"):
            continue
        name = f":{number}"
        command = ["Xvfb", name, "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        _until(lambda server=server, name=name: server.poll() is not None or _answers(name), name)
        if server.poll() is None:
            return server, name
    raise AssertionError("no number for a screen is free")


def _answers(name: str) -> bool:
    """Whether a server listens; X11 servers on Linux do so in the abstract namespace."""
    with socket.socket(socket.AF_UNIX) as visitor:
        return visitor.connect_ex(f"\0/tmp/.X11-unix/X{name[1:]}") == 0


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """DISPLAY of an Xvfb with openbox and trayer, all ended afterwards."""
    server, name = _server()
    started = [server]
    here = {**os.environ, "DISPLAY": name}
    for program in (["openbox"], ["trayer", "--edge", "bottom", "--align", "right"]):
        started.append(subprocess.Popen(program, env=here, stderr=subprocess.DEVNULL))
    yield here["DISPLAY"]
    for process in reversed(started):
        process.terminate()
        process.wait(10)


class PlayedAgent:
    """The agent's side of the door: keeps what it was asked and gives recorded answers."""

    def __init__(self, door: Path) -> None:
        self.asked: list[Frame] = []
        self.answers: dict[str, Frame] = {"state": STATE}
        self.watchers = Watchers()
        self._lock = threading.Lock()
        self._door = Door(door, self._answer, self.watchers.left)
        self._door.open()

    def of(self, ask: str) -> list[Frame]:
        """The questions of this kind, oldest first."""
        with self._lock:
            return [question for question in self.asked if question["ask"] == ask]

    def close(self) -> None:
        self._door.close()

    def _answer(self, question: Frame, visitor: Visitor) -> Frame:
        with self._lock:
            self.asked.append(question)
        if question["ask"] == "watch":
            self.watchers.add(visitor)
        return self.answers.get(question["ask"], {})


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[PlayedAgent]:
    played = PlayedAgent(tmp_path / "door")
    yield played
    played.close()


@pytest.fixture
def tray(agent: PlayedAgent, screen: str, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The real tray as its own process, watching the played agent."""
    here = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-m", "ui.app", "--home", str(tmp_path)]
    process = subprocess.Popen(command, env=here, cwd=ROOT)
    try:
        _until(lambda: len(agent.watchers) and agent.of("copied"), "the tray calls")
        yield process
    finally:
        process.terminate()
        status = process.wait(10)
    assert status == 0


@pytest.fixture
def copy(screen: str) -> Iterator[Callable[[str], None]]:
    """Copy a text in another program."""
    owners: list[subprocess.Popen[bytes]] = []

    def do(text: str) -> None:
        command = ["xclip", "-selection", "clipboard", "-quiet", "-display", screen]
        owner = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert owner.stdin is not None
        owner.stdin.write(text.encode())
        owner.stdin.close()
        owners.append(owner)

    yield do
    for owner in owners:
        owner.terminate()
        owner.wait(10)
