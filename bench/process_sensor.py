"""How soon the process sensor sees programs start, and what it costs while nothing starts.

    python -m bench.process_sensor [--programs 300] [--idle SECONDS]

Starts copies of `sleep` under the name of an AI tool that the catalogue knows, one after another,
and waits for the sensor to say so. What it costs while nothing starts is measured with a gate that
reads what the kernel made and says "nothing": no machine is ever quite at rest. Exit status 1 where
a limit is not held.
"""

from __future__ import annotations

import argparse
import queue
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from agent.catalogue import load_catalogue
from agent.events import Sighting
from agent.native import forks
from agent.sense.tools.processes import ProcessSensor

#: Seconds, seconds, and per cent of a core.
MEAN, WORST, IDLE = 0.3, 1.0, 0.1
PROGRAM = "koboldcpp"


class AtRest(forks.ForkGate):
    """Asks as the real one does. Only the first answer is the kernel's."""

    _asked = False

    def moved(self) -> bool:
        moved = super().moved()
        first, self._asked = not self._asked, True
        return moved and first


def main() -> int:
    arguments = _arguments()
    resting = ProcessSensor(load_catalogue(), gate=AtRest)
    resting.start(lambda _sighting: None)
    idle, _made_meanwhile = _idle_cost(arguments.idle)
    resting.stop()
    seen: queue.Queue[tuple[float, Sighting]] = queue.Queue()
    sensor = ProcessSensor(load_catalogue())
    sensor.start(lambda sighting: seen.put((time.monotonic(), sighting)))
    try:
        busy, made = _idle_cost(arguments.idle)
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder, PROGRAM)
            shutil.copy("/bin/sleep", program)
            delays = [_delay(program, seen, sensor, turn) for turn in range(arguments.programs)]
    finally:
        sensor.stop()
    mean, worst = statistics.fmean(delays), max(delays)
    print(f"{len(psutil.pids())} processes on this machine, {len(delays)} programs started")
    print(f"seen after, mean: {mean:.3f} s (limit {MEAN})")
    print(f"seen after, worst: {worst:.3f} s (limit {WORST})")
    print(f"processor while nothing starts: {idle:.3f} % of a core (limit {IDLE})")
    print(
        f"processor here: {busy:.3f} %; the kernel made {made:.1f} processes and threads a second"
    )
    return 0 if mean <= MEAN and worst <= WORST and idle <= IDLE else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", type=int, default=300)
    parser.add_argument("--idle", type=float, default=30.0, help="seconds, twice")
    return parser.parse_args()


def _idle_cost(seconds: float) -> tuple[float, float]:
    """Per cent of one core that this process takes, and what the kernel made each second."""
    time.sleep(2)  # what runs already is read first
    before, made = time.process_time(), _made()
    time.sleep(seconds)
    return (time.process_time() - before) / seconds * 100, (_made() - made) / seconds


def _made() -> int:
    lines = Path("/proc/stat").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("processes "))


def _delay(
    program: Path, seen: queue.Queue[tuple[float, Sighting]], sensor: ProcessSensor, turn: int
) -> float:
    # At any moment of the sensor's interval, not in step with it.
    time.sleep(turn * 0.077 % 0.25)
    while not seen.empty():
        seen.get()  # of other tools on this machine
    started = time.monotonic()
    process = subprocess.Popen([program, "60"])
    try:
        at, sighting = seen.get(timeout=10)
        while sighting.tool != PROGRAM:
            at, sighting = seen.get(timeout=10)
    finally:
        process.kill()
        process.wait()
    while PROGRAM in sensor.running():
        time.sleep(0.02)
    return at - started


if __name__ == "__main__":
    sys.exit(main())
