"""Arming at focus: marked text on the clipboard and a public tool in front mean a small notice.

Once for each clipboard and tool, before Ctrl+V. Moving the focus away takes the notice back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from agent.events import Action, Destination, Verdict


@dataclass(frozen=True, slots=True)
class Clipboard:
    """What is known of the clipboard: its verdict for a public tool and a salted digest."""

    verdict: Verdict
    digest: bytes


class Arming:
    """Told of copies and of focus; says when to show the notice and when to take it away."""

    def __init__(
        self,
        action_for: Callable[[Verdict, Destination], Action],
        arm: Callable[[Clipboard, Destination], None],
        disarm: Callable[[], None],
    ) -> None:
        """`action_for` is the policy's row for a verdict's level at a destination."""
        self._action_for = action_for
        self._arm = arm
        self._disarm = disarm
        self._clipboard: Clipboard | None = None
        self._destination: Destination | None = None
        self._told: set[tuple[bytes, str]] = set()
        self._armed = False
        self._lock = threading.RLock()

    @property
    def clipboard(self) -> Clipboard | None:
        """What is known of the clipboard; None where nothing of it could be judged."""
        return self._clipboard

    @property
    def armed(self) -> bool:
        """Whether marked text and a tool that must not have it are together now."""
        return self._armed

    def copied(self, clipboard: Clipboard | None) -> None:
        """The clipboard holds something else; None where nothing of it could be judged."""
        with self._lock:
            if clipboard is None or (
                self._clipboard is not None and clipboard.digest != self._clipboard.digest
            ):
                self._told.clear()
            self._clipboard = clipboard
            self._decide()

    def focused(self, destination: Destination | None) -> None:
        """An AI tool has the focus, or (None) something else has."""
        with self._lock:
            self._destination = destination
            self._decide()

    def asked(self) -> None:
        """A question about this paste stands elsewhere: the notice would only repeat it."""
        with self._lock:
            if self._armed:
                self._disarm()

    def _decide(self) -> None:
        clipboard, destination = self._clipboard, self._destination
        was_armed = self._armed
        self._armed = (
            clipboard is not None
            and destination is not None
            and self._action_for(clipboard.verdict, destination) >= Action.WARN
        )
        if self._armed and clipboard is not None and destination is not None:
            self._tell_once(clipboard, destination)
        elif was_armed:
            self._disarm()

    def _tell_once(self, clipboard: Clipboard, destination: Destination) -> None:
        key = (clipboard.digest, destination.name)
        if key not in self._told:
            self._told.add(key)
            self._arm(clipboard, destination)
