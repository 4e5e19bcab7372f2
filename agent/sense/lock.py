"""Tells when the screen is locked: whoever comes back to it need not be who left."""

from __future__ import annotations

from collections.abc import Callable

from agent.native import lock_screen
from agent.sense.health import Health


class LockSensor:
    """Emits True each time the screen is locked."""

    name = "lock"

    def __init__(self) -> None:
        self._watcher = lock_screen.LockWatcher()
        self._problem = ""

    def start(self, emit: Callable[[bool], None]) -> None:
        """Begin to listen; where the desktop does not tell, `health` says so."""
        try:
            self._watcher.start(lambda: emit(True))
        except OSError as fault:
            self._problem = str(fault)

    def stop(self) -> None:
        self._watcher.stop()

    def health(self) -> Health:
        return Health("guarded") if self._watcher.alive else Health("blind", self._problem)
