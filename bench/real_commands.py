"""Whether real command-line tools are found where npm puts them, and seen when they start.

    npm install --prefix FOLDER @openai/codex @anthropic-ai/claude-code @google/gemini-cli \\
        @qwen-code/qwen-code cline
    python -m bench.real_commands FOLDER/node_modules/.bin

Each is started in a terminal with an empty home, up to its login screen, and ended once it was
seen. Exit status 1 where one was not found or not seen.
"""

from __future__ import annotations

import argparse
import os
import queue
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from agent.catalogue import load_catalogue
from agent.sense.tools.commands import CommandPlace
from agent.sense.tools.processes import ProcessSensor

PATIENCE = 10.0
Told = queue.Queue[tuple[float, str]]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
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
