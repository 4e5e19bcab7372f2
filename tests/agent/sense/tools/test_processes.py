"""The process sensor, with programs that really start."""

from __future__ import annotations

import queue
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agent.catalogue import load_catalogue
from agent.events import Channel, Sighting
from agent.sense.tools.processes import ProcessSensor
from agent.sense.tools.running import read_process

Seen = queue.Queue[Sighting]
#: Seconds until a test gives up; the sensor needs a fraction of it.
PATIENCE = 20


@pytest.fixture
def sensor() -> Iterator[ProcessSensor]:
    sensor = ProcessSensor(load_catalogue())
    yield sensor
    sensor.stop()


@pytest.fixture
def begin() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    children: list[subprocess.Popen[bytes]] = []

    def start(*words: str | Path) -> subprocess.Popen[bytes]:
        children.append(subprocess.Popen(words, stdin=subprocess.PIPE))
        return children[-1]

    yield start
    for child in children:
        child.kill()
        child.communicate()


def program(folder: Path, name: str) -> Path:
    return Path(shutil.copy("/bin/sleep", folder / name))


def until(sighting: Sighting, seen: Seen) -> bool:
    """Whether it comes. The machine may run other AI tools, which do not matter here."""
    while seen.get(timeout=PATIENCE) != sighting:
        pass
    return True


def eventually(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


def test_a_tool_that_runs_already_is_seen(
    sensor: ProcessSensor, begin: Callable[..., object], tmp_path: Path
) -> None:
    begin(program(tmp_path, "opencode"), "60")
    seen: Seen = queue.Queue()
    sensor.start(seen.put)
    assert until(Sighting("opencode", Channel.CLI), seen)


def test_a_tool_that_starts_is_seen_and_one_that_ends_is_forgotten(
    sensor: ProcessSensor, begin: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    seen: Seen = queue.Queue()
    sensor.start(seen.put)
    child = begin(program(tmp_path, "koboldcpp"), "60")
    assert until(Sighting("koboldcpp", Channel.DESKTOP), seen)
    assert "koboldcpp" in sensor.running()
    child.kill()
    child.wait()
    assert eventually(lambda: "koboldcpp" not in sensor.running())


def test_a_tool_behind_an_interpreter_is_seen(
    sensor: ProcessSensor, begin: Callable[..., object], tmp_path: Path
) -> None:
    script = tmp_path / "auggie"
    script.write_text("input()")
    seen: Seen = queue.Queue()
    sensor.start(seen.put)
    begin(sys.executable, script)
    assert until(Sighting("augment", Channel.IDE), seen)


def test_a_launcher_that_becomes_a_tool_is_seen_at_the_second_look(
    sensor: ProcessSensor, begin: Callable[..., object], tmp_path: Path
) -> None:
    tool = program(tmp_path, "llamafile")
    launcher = f"import os, time; time.sleep(0.6); os.execv({str(tool)!r}, ['llamafile', '60'])"
    seen: Seen = queue.Queue()
    sensor.start(seen.put)
    begin(sys.executable, "-c", launcher)
    assert until(Sighting("llamafile", Channel.DESKTOP), seen)


def test_the_second_process_of_a_tool_is_not_said_again(
    sensor: ProcessSensor, begin: Callable[..., object], tmp_path: Path
) -> None:
    seen: Seen = queue.Queue()
    sensor.start(seen.put)
    nut, kobold = program(tmp_path, "opencode"), program(tmp_path, "koboldcpp")
    begin(nut, "60")
    assert until(Sighting("opencode", Channel.CLI), seen)
    begin(nut, "60")
    begin(kobold, "60")
    rest = []
    while not rest or rest[-1].tool != "koboldcpp":
        rest.append(seen.get(timeout=PATIENCE))
    assert "opencode" not in [sighting.tool for sighting in rest]


def test_the_sensor_says_how_well_it_sees(sensor: ProcessSensor) -> None:
    assert sensor.health().state == "blind"
    sensor.start(lambda _sighting: None)
    assert sensor.health().state == "guarded"
    sensor.stop()
    health = sensor.health()
    assert health.state == "blind"
    assert health.reason and health.fix


def test_what_a_person_typed_on_a_command_line_is_never_shown(
    begin: Callable[..., subprocess.Popen[bytes]],
) -> None:
    child = begin(sys.executable, "-c", "input()", "a secret prompt")
    process = read_process(child.pid)
    assert process is not None
    assert "a secret prompt" in process.cmdline
    assert "a secret prompt" not in repr(process)
