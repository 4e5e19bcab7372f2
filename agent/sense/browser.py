"""Which AI tool has the focus now: a program of its own, or the site in the browser's active tab.

The extension tells the site, the desktop tells the program. A window's title is never a sign.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from agent.catalogue import Catalogue
from agent.events import Channel, Destination
from agent.sense.focus import FocusChange
from agent.sense.tools.channel import channel_of_program

#: Programs whose windows show web pages, as processes are named, in small letters.
BROWSERS = frozenset(
    ("brave", "brave-browser", "chrome", "chromium", "chromium-browser", "epiphany", "falkon")
    + ("firefox", "firefox-bin", "firefox-esr", "floorp", "google-chrome", "google-chrome-stable")
    + ("librewolf", "microsoft-edge", "msedge", "opera", "palemoon", "vivaldi", "vivaldi-bin")
    + ("waterfox", "zen", "zen-bin")
)


@dataclass(frozen=True, slots=True)
class InFocus:
    """An AI tool that a person would paste into now."""

    destination: Destination
    channel: Channel


class ToolInFocus:
    """Merges what the desktop and the extension tell. Both may tell from any thread."""

    def __init__(self, catalogue: Catalogue, changed: Callable[[InFocus | None], None]) -> None:
        """`changed` is called each time another tool, or none any more, has the focus."""
        self._catalogue = catalogue
        self._changed = changed
        self._lock = threading.Lock()
        #: None until the desktop has told; on some desktops it never does.
        self._program: FocusChange | None = None
        self._host: str | None = None
        self._current: InFocus | None = None

    @property
    def current(self) -> InFocus | None:
        return self._current

    def focused(self, program: FocusChange) -> None:
        """The desktop: this program has the focus."""
        with self._lock:
            self._program = program
            self._settle()

    def tab(self, host: str | None) -> None:
        """The extension: the active tab shows this host; None where its window lost the focus."""
        with self._lock:
            self._host = host
            self._settle()

    def _settle(self) -> None:
        now = self._by_program() or self._by_tab()
        if now != self._current:
            self._current = now
            self._changed(now)

    def _by_program(self) -> InFocus | None:
        tool = self._catalogue.get(self._program.tool or "") if self._program else None
        if tool is None or self._shows_pages():
            return None
        return InFocus(self._catalogue.destination(tool=tool.id), channel_of_program(tool))

    def _by_tab(self) -> InFocus | None:
        if not self._host or not self._shows_pages():
            return None
        destination = self._catalogue.destination(host=self._host)
        return InFocus(destination, Channel.BROWSER) if destination.tool else None

    def _shows_pages(self) -> bool:
        """Whether the tab can be in front: it is unless the desktop names another program."""
        if self._program is None or not self._program.process:
            return True
        return self._program.process.casefold().removesuffix(".exe") in BROWSERS
