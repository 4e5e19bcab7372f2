"""plimsoll run, as a person runs it: in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from agent.choices import save_choice

Until = Callable[[Callable[[], object]], None]


@contextmanager
def running(home: Path, environment: dict[str, str], until: Until) -> Iterator[subprocess.Popen]:
    """`plimsoll run` in a session of its own; the block begins when it says that it runs."""
    said = home.with_suffix(".said")
    with said.open("w") as output:
        process = subprocess.Popen(
            [*plimsoll(home), "run"],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        until(lambda: "Try:" in said.read_text() or process.poll() is not None)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        finally:
            process.kill()
            process.wait()


def plimsoll(home: Path) -> list[str]:
    return [sys.executable, "-m", "agent.cli", "--home", str(home)]


def of_session(number: int) -> list[str]:
    """The command lines of the processes that live in a session."""
    return [
        " ".join(process.info["cmdline"] or [process.info["name"]])
        for process in psutil.process_iter(["cmdline", "name", "status"])
        if process.info["status"] != psutil.STATUS_ZOMBIE and session_of(process.pid) == number
    ]


def session_of(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return None


def command_of(process: psutil.Process) -> list[str]:
    """Nothing for one that has just ended."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # psutil counts zombies to these
        return []


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_everything_is_and_leaves_nothing_behind(
    tmp_path: Path, no_desktop: dict[str, str], until: Until, ending: signal.Signals
) -> None:
    home = tmp_path / "home"
    with running(home, no_desktop, until) as process:
        said = home.with_suffix(".said").read_text()
        assert "virtual screen" in said
        assert "http://127.0.0.1:" in said
        assert str(home / "screen.png") in said
        until((home / "screen.png").exists)
        started = of_session(process.pid)
        assert [line for line in started if "central.cli serve" in line]
        assert [line for line in started if "agent.run" in line]

        process.send_signal(ending)

        assert process.wait(30) == 0
    assert "Plimsoll has stopped." in home.with_suffix(".said").read_text()
    assert of_session(process.pid) == []
    assert not (home / "screen.png").exists()
    assert not (home / "door").exists()


def test_started_twice_it_says_so_and_changes_nothing(
    tmp_path: Path, no_desktop: dict[str, str], until: Until
) -> None:
    home = tmp_path / "home"
    with running(home, no_desktop, until) as process:
        settings = (home / "settings.toml").read_bytes()

        again = subprocess.run(
            [*plimsoll(home), "run"], env=no_desktop, capture_output=True, text=True, timeout=30
        )

        assert again.returncode == 0
        assert "runs already" in again.stdout
        assert (home / "settings.toml").read_bytes() == settings
        assert process.poll() is None
        agents = [line for line in of_session(process.pid) if "-m agent.run" in line]
        assert len(agents) == 1


def test_a_central_that_ends_is_told_of_once_and_stops_nothing(
    tmp_path: Path, no_desktop: dict[str, str], until: Until
) -> None:
    home = tmp_path / "home"
    said = home.with_suffix(".said")
    with running(home, no_desktop, until) as process:
        (central,) = (
            child
            for child in psutil.Process(process.pid).children()  # its roles are grandchildren
            if "central.cli" in command_of(child)
        )

        central.kill()
        until(lambda: "Central has ended" in said.read_text())

        assert process.poll() is None
        process.terminate()
        assert process.wait(30) == 0
    assert said.read_text().count("Central has ended") == 1


def test_a_device_of_a_company_starts_the_companion_alone(
    tmp_path: Path, no_desktop: dict[str, str], until: Until
) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    enrol = [sys.executable, "-m", "central.cli", "enrol", "--home", str(tmp_path / "central")]
    line = subprocess.run(enrol, capture_output=True, text=True, timeout=30, check=True).stdout
    save_choice(home, "enrolment", line.strip())

    with running(home, no_desktop, until) as process:
        said = home.with_suffix(".said").read_text()

        assert "console" not in said
        assert [line for line in of_session(process.pid) if "central.cli" in line] == []


def test_a_missing_program_is_one_clear_line(tmp_path: Path, no_desktop: dict[str, str]) -> None:
    run = subprocess.run(
        [*plimsoll(tmp_path / "home"), "run"],
        env={**no_desktop, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert run.returncode == 1
    assert run.stderr == "Error: Xvfb is not installed. `make setup` installs it.\n"


def test_a_state_folder_that_cannot_be_made_is_one_clear_line(
    tmp_path: Path, no_desktop: dict[str, str]
) -> None:
    (tmp_path / "file").touch()
    run = subprocess.run(
        [*plimsoll(tmp_path / "file" / "home"), "run"],
        env=no_desktop,
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert run.returncode == 1
    assert run.stderr.startswith("Error: ")
    assert run.stderr.count("\n") == 1
