"""Which application is in front. No window's title is read, so no permission is asked for.

Asked five times a second: a notification of NSWorkspace would need the run loop of a main thread,
which the agent has not.
"""

from __future__ import annotations

from AppKit import NSWorkspace

from agent.native.contract import Foreground
from agent.native.polling import PollingWatcher


class ForegroundWatcher(PollingWatcher):
    """Watches the application in front."""

    def __init__(self) -> None:
        super().__init__(_foreground)


def _foreground() -> Foreground | None:
    application = NSWorkspace.sharedWorkspace().frontmostApplication()
    pid = int(application.processIdentifier()) if application is not None else 0
    return Foreground(pid) if pid > 0 else None
