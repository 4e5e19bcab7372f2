"""What a program reads before a person sees that it has started."""

from __future__ import annotations

import subprocess
import sys

from agent import native
from ui.state import NO_AGENT, STARTING, state_words


def modules_of(name: str) -> set[str]:
    """Everything that is read when a new Python imports this."""
    asked = f"import sys, {name}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_agent_reads_little_before_the_icon_shows() -> None:
    read = modules_of("agent.run")

    assert "agent.children.tray" in read
    assert not {"click", "agent.agent", "re2", "sqlite3", "psutil", "watchdog"} & read


def test_the_tray_reads_of_the_system_what_it_uses() -> None:
    read = {name for name in modules_of("ui.app") if name.startswith("agent.native.")}

    assert "agent.native.posix.family" in read
    assert not {"psutil", "tomllib", "jeepney"} & modules_of("ui.app")
    assert not [name for name in read if name.startswith("agent.native.linux.")]


def test_the_tray_reads_no_window_that_nobody_has_opened() -> None:
    assert not {"ui.window", "ui.letter_dialog", "ui.incident_dialog"} & modules_of("ui.app")


def test_a_file_that_no_system_has_is_no_file_of_this_one() -> None:
    assert not hasattr(native, "weather")


def test_until_the_agent_has_spoken_the_tray_says_that_it_starts() -> None:
    assert state_words(STARTING) == "Plimsoll is starting. Nothing is checked yet."
    assert state_words(NO_AGENT) == "Plimsoll is not running. Nothing is checked."
