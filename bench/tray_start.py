"""From the companion's start to its icon, and the tray's memory: `python -m bench.tray_start`.

On the desktop, or on a virtual screen where there is none. Limits: 0.6 s warm, 60 MB. With an
argument, such as build/linux/dist/plimsoll/plimsoll-agent, that program is started.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

import psutil
from Xlib import X, display

from agent.trial.display import open_display

ROOT = Path(__file__).parent.parent
PROGRAM = sys.argv[1:] or [sys.executable, "-m", "agent.run"]
ROUNDS = 7
SECONDS, MEGABYTES = 0.6, 60.0


def _icon_stands(connection: display.Display) -> bool:
    info = connection.intern_atom("_XEMBED_INFO")
    waiting = [connection.screen().root]
    while waiting:
        window = waiting.pop()
        waiting += window.query_tree().children
        if window.get_full_property(info, X.AnyPropertyType):
            return True
    return False


def _once(
    connection: display.Display, environment: Mapping[str, str]
) -> tuple[float, float, float]:
    """Seconds to the icon; resident and unique megabytes two seconds later."""
    with tempfile.TemporaryDirectory() as home:
        begun = time.perf_counter()
        command = [*PROGRAM, "--home", home]
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        while not _icon_stands(connection):
            time.sleep(0.005)
        took = time.perf_counter() - begun
        time.sleep(2)
        memory = _tray_of(process.pid).memory_full_info()
        process.terminate()
        process.wait(10)
    return took, memory.rss / 1e6, memory.uss / 1e6


def _tray_of(agent: int) -> psutil.Process:
    started = psutil.Process(agent).children()
    return next(one for one in started if {"ui.app", "plimsoll-tray"} & _words(one))


def _words(process: psutil.Process) -> set[str]:
    return {Path(word).name for word in process.cmdline()}


def main() -> int:
    """Print the medians; 1 where a limit is passed."""
    with (
        tempfile.TemporaryDirectory() as logs,
        open_display(os.environ, Path(logs)) as screen,
    ):
        connection = display.Display(screen.name)
        connection.set_error_handler(lambda *_of_no_use: None)
        # No bus, no key ring: what is measured keeps nothing in the one of whoever measures.
        alone = {**screen.environment, "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
        rounds = [_once(connection, alone) for _ in range(ROUNDS + 1)]
        connection.close()
    seconds, resident, unique = (median(column) for column in zip(*rounds[1:], strict=True))
    print(f"start to tray, warm, median of {ROUNDS}: {seconds:.2f} s (limit {SECONDS})")
    print(f"resident {resident:.1f} MB (limit {MEGABYTES:.0f}), unique {unique:.1f} MB")
    return int(seconds > SECONDS or resident > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
