"""From the agent's start to its icon, under Wine: `packaging/windows/build start`.

Starts what lies in build/windows/plimsoll, once to read it and seven times to measure. 1 where the
median is over the limit. Runs inside the Debian 13 of `build`.
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

from try_installed import screen, tray_icons, until, wine

PROGRAMS = r"Z:\w\build\plimsoll"
ROUNDS = 7
LIMIT = 2.0
#: Seconds between two looks at the screen.
LOOK = 0.02


def main() -> int:
    """Print the median beside the limit."""
    with screen():
        wine("wineboot", "--init")
        seconds = [_once(rf"C:\start\{number}") for number in range(ROUNDS + 1)][1:]
    shown = " ".join(f"{each:.2f}" for each in sorted(seconds))
    print(
        f"start to tray, Wine, median of {ROUNDS}: {median(seconds):.2f} s (limit {LIMIT}): {shown}"
    )
    return int(median(seconds) > LIMIT)


def _once(home: str) -> float:
    began = time.monotonic()
    agent = subprocess.Popen(
        ["wine", rf"{PROGRAMS}\plimsoll-agent.exe", "--home", home],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until("the tray is there", lambda: tray_icons() > 0, 60, quiet=True, look=LOOK)
    took = time.monotonic() - began
    stop = (rf"{PROGRAMS}\plimsoll.exe", "--home", home, "stop")
    # Until its door is open there is nobody to be asked.
    until(
        "it ends", lambda: wine(*stop).returncode == 0 and agent.poll() is not None, 60, quiet=True
    )
    return took


if __name__ == "__main__":
    sys.exit(main())
