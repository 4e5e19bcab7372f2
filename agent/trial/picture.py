"""A picture of the screen, once it stands still."""

from __future__ import annotations

import time
from pathlib import Path

import mss
import mss.tools

#: Seconds between two looks; a screen that is the same after that stands still.
PAUSE = 0.25
#: Looks before it is taken anyway: a caret that blinks never stands still.
MOST_LOOKS = 8


def picture(display: str, file: Path) -> None:
    """Write a PNG of all of `display`, such as ":1"."""
    with mss.MSS(display=display) as screen:
        everything = screen.monitors[0]
        last = screen.grab(everything)
        for _look in range(MOST_LOOKS):
            time.sleep(PAUSE)
            now = screen.grab(everything)
            if now.rgb == last.rgb:
                break
            last = now
    mss.tools.to_png(last.rgb, last.size, output=str(file))
