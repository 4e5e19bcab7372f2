"""A real command-line tool, as npm installs it, found and seen while it waits for a person.

`python -m bench.real_commands` does the same with five of them.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
from pathlib import Path

from agent.catalogue import load_catalogue
from agent.events import Channel, Sighting
from agent.sense.tools.commands import CommandPlace
from agent.sense.tools.processes import ProcessSensor

COMMANDS = Path(__file__).parents[4] / "node_modules" / ".bin"


def test_a_real_command_is_found_where_npm_puts_it() -> None:
    (found,) = CommandPlace(load_catalogue(), {"PATH": str(COMMANDS)}).look()
    assert (found.tool.id, found.sign) == ("aicommits", str(COMMANDS / "aicommits"))


def test_a_real_command_is_seen_when_it_starts(tmp_path: Path) -> None:
    told: queue.Queue[Sighting] = queue.Queue()
    sensor = ProcessSensor(load_catalogue())
    sensor.start(told.put)
    terminal = subprocess.Popen(
        ["script", "-qc", f"{COMMANDS / 'aicommits'} setup", "/dev/null"],
        env=_somebodys(tmp_path),
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        seen = told.get(timeout=20)
        while seen.tool != "aicommits":  # of other tools on this machine
            seen = told.get(timeout=20)
    finally:
        sensor.stop()
        os.killpg(terminal.pid, signal.SIGKILL)
        terminal.communicate()
    assert seen == Sighting("aicommits", Channel.CLI)


def _somebodys(home: Path) -> dict[str, str]:
    """The environment of a person at a terminal: without `CI`, where such tools do not ask."""
    kept = {key: value for key, value in os.environ.items() if key != "CI"}
    return kept | {"HOME": str(home), "TERM": "xterm"}
