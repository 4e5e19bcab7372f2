"""The focus sensor, on a real X server with a real window manager and real windows."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from agent.catalogue import load_catalogue
from agent.native import foreground
from agent.native.contract import Session
from agent.sense.focus import FocusChange, FocusSensor

WINDOW = Path(__file__).parent / "window.py"
#: Seconds until a test gives up.
PATIENCE = 20

Changes = queue.Queue[FocusChange]
Child = subprocess.Popen[str]


class Desktop:
    """An X server with openbox, and what is started on it."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack = stack
        self._folder = folder
        reading, writing = os.pipe()
        words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24"]
        self.server = self._begin(words, pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as announced:
            self.name = f":{announced.readline().strip()}"
        self._environment = {**os.environ, "DISPLAY": self.name}
        ready = folder / "window-manager-is-ready"
        self._begin(["openbox", "--sm-disable", "--startup", f"touch {ready}"], self._environment)
        self._wait_for_the_window_manager(ready)

    def window(self, program: str, title: str = "A window") -> Child:
        """A window of a process with this name."""
        link = self._folder / program
        if not link.exists():
            link.symlink_to(WINDOW)
        words = [sys.executable, str(link), title]
        child = self._begin(words, self._environment)
        assert child.stdout and child.stdout.readline() == "shown\n"
        return child

    @staticmethod
    def _wait_for_the_window_manager(ready: Path) -> None:
        """It gives the focus only to windows that open after its own start is over."""
        end = time.monotonic() + PATIENCE
        while not ready.exists():
            assert time.monotonic() < end, "openbox did not start"
            time.sleep(0.02)

    def _begin(
        self,
        words: list[str],
        environment: dict[str, str] | None = None,
        pass_fds: tuple[int, ...] = (),
    ) -> Child:
        child = subprocess.Popen(
            words,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            pass_fds=pass_fds,
        )
        self._stack.callback(child.communicate)
        self._stack.callback(child.kill)
        return child


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    with ExitStack() as stack:
        yield Desktop(stack, tmp_path)


@pytest.fixture
def sensor(desktop: Desktop) -> Iterator[FocusSensor]:
    sensor = FocusSensor(
        load_catalogue(),
        session=lambda: "x11",
        watcher=lambda: foreground.ForegroundWatcher(desktop.name),
    )
    yield sensor
    sensor.stop()


def until(changes: Changes, true: Callable[[FocusChange], bool]) -> FocusChange:
    while True:
        change = changes.get(timeout=PATIENCE)
        if true(change):
            return change


def focus(window: Child) -> None:
    assert window.stdin
    print("now", file=window.stdin, flush=True)


def test_the_program_in_front_is_told_and_what_tool_it_is(
    desktop: Desktop, sensor: FocusSensor
) -> None:
    changes: Changes = queue.Queue()
    sensor.start(changes.put)
    ordinary = desktop.window("ordinary")
    assert until(changes, lambda change: change.pid == ordinary.pid).tool is None
    tool = desktop.window("aider")
    assert until(changes, lambda change: change.pid == tool.pid).tool == "aider"
    focus(ordinary)
    assert until(changes, lambda change: change.pid == ordinary.pid).tool is None


def test_a_title_is_never_a_sign(desktop: Desktop, sensor: FocusSensor) -> None:
    changes: Changes = queue.Queue()
    sensor.start(changes.put)
    window = desktop.window("ordinary", title="ChatGPT - Chromium")
    change = until(changes, lambda change: change.pid == window.pid)
    assert change.tool is None
    assert "ChatGPT" not in repr(change)


def test_a_window_that_has_the_focus_already_is_told_at_the_start(
    desktop: Desktop, sensor: FocusSensor
) -> None:
    window = desktop.window("aider")
    changes: Changes = queue.Queue()
    sensor.start(changes.put)
    assert until(changes, lambda change: change.pid == window.pid).tool == "aider"


def test_a_window_that_closes_leaves_no_program_in_front(
    desktop: Desktop, sensor: FocusSensor
) -> None:
    changes: Changes = queue.Queue()
    sensor.start(changes.put)
    window = desktop.window("aider")
    until(changes, lambda change: change.pid == window.pid)
    window.kill()
    assert until(changes, lambda change: change.pid != window.pid) == FocusChange()


def test_the_sensor_stops_and_says_so(desktop: Desktop, sensor: FocusSensor) -> None:
    changes: Changes = queue.Queue()
    sensor.start(changes.put)
    changes.get(timeout=PATIENCE)
    assert sensor.health().state == "guarded"
    sensor.stop()
    sensor.stop()
    assert sensor.health().state == "blind"
    desktop.window("aider")
    assert changes.empty()


def test_a_desktop_that_ends_makes_the_sensor_blind(desktop: Desktop) -> None:
    watcher = foreground.ForegroundWatcher(desktop.name)
    ended: queue.Queue[None] = queue.Queue()
    watcher.start(lambda _window: ended.put(None))
    ended.get(timeout=PATIENCE)
    desktop.server.kill()
    desktop.server.wait()
    end = time.monotonic() + PATIENCE
    while watcher.alive and time.monotonic() < end:
        time.sleep(0.02)
    assert not watcher.alive


@pytest.mark.parametrize("session", ["wayland", "none"])
def test_a_desktop_that_does_not_tell_is_called_blind_in_words(session: Session) -> None:
    sensor = FocusSensor(load_catalogue(), session=lambda: session)
    sensor.start(lambda _change: None)
    health = sensor.health()
    assert health.state == "blind"
    assert health.reason
    sensor.stop()


def test_a_display_that_does_not_answer_is_called_blind() -> None:
    sensor = FocusSensor(
        load_catalogue(),
        session=lambda: "x11",
        watcher=lambda: foreground.ForegroundWatcher("nowhere"),
    )
    sensor.start(lambda _change: None)
    assert sensor.health().state == "blind"
