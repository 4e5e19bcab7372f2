"""A picture of the virtual screen, refreshed for those who cannot see it otherwise."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import mss
import mss.tools
from mss.exception import ScreenShotError

#: Seconds between two pictures.
EVERY = 2.0


@contextmanager
def live_screenshot(display: str, file: Path, every: float = EVERY) -> Iterator[Path]:
    """Keep a PNG of a screen in `file` for as long as the block lasts; then it is removed.

    A screen may show a person's text, so only this account can read the file.
    """
    ending = threading.Event()
    painter = threading.Thread(
        target=_paint, args=(display, file, every, ending), name="screenshot", daemon=True
    )
    painter.start()
    try:
        yield file
    finally:
        ending.set()
        painter.join()
        file.unlink(missing_ok=True)


def _paint(display: str, file: Path, every: float, ending: threading.Event) -> None:
    shown = b""
    try:
        with mss.MSS(display=display) as screen:
            while not ending.is_set():
                picture = screen.grab(screen.monitors[0])
                if picture.rgb != shown:
                    shown = picture.rgb
                    _write(file, mss.tools.to_png(shown, picture.size) or b"")
                ending.wait(every)
    except (ScreenShotError, OSError):
        return  # the screen is gone, and with it what could be shown


def _write(file: Path, content: bytes) -> None:
    # Whoever opens the file sees a whole picture, the old one or the new one.
    draft = file.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb") as output:
        output.write(content)
    draft.replace(file)
