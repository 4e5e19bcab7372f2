"""Starts the tray and starts it again when it dies, but not for ever."""

from __future__ import annotations

import logging
import subprocess
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

from agent.native import family
from agent.programs import command_of

log = logging.getLogger(__name__)

#: A tray that dies more often than this within the window is left alone, and the log says so.
MOST_STARTS = 4
WINDOW = 600.0

#: Seconds a tray may take to end when asked to.
GRACE = 5.0


class TrayProcess:
    """The tray as a child process, watched by one thread."""

    def __init__(self, home: Path, clock: Callable[[], float]) -> None:
        """`clock` gives monotonic seconds."""
        self._home = home
        self._clock = clock
        self._starts: deque[float] = deque(maxlen=MOST_STARTS)
        self._child: subprocess.Popen[bytes] | None = None
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="tray", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ask the tray to end, and see to it. May be called twice."""
        self._ending.set()
        child = self._child
        if child is None or child.poll() is not None:
            return
        family.ask_to_end(child)
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def _keep(self) -> None:
        while not self._ending.is_set() and self._may_start():
            self._child = subprocess.Popen(
                [*command_of("tray"), "--home", str(self._home)],
                stdin=subprocess.DEVNULL,
            )
            log.info("tray.started")
            status = self._child.wait()
            log.info("tray.ended: status %s", status)
            self._ending.wait(1.0)

    def _may_start(self) -> bool:
        now = self._clock()
        crowded = len(self._starts) == MOST_STARTS and now - self._starts[0] < WINDOW
        if crowded:
            log.warning("tray.given-up: it died %s times", MOST_STARTS)
            return False
        self._starts.append(now)
        return True
