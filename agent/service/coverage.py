"""Honest coverage: for each channel guarded, degraded or blind, why, and what would help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from agent.sense.health import Health
from agent.service.tried import Tried, health_of
from agent.words import gettext as _

WORST_FIRST = ("blind", "degraded", "guarded")


@dataclass(frozen=True, slots=True)
class ChannelHealth:
    """One row of the *Now* page."""

    name: str
    title: str
    health: Health

    def document(self) -> dict[str, str]:
        """As in docs/door.md, *State*."""
        return {
            "name": self.name,
            "title": self.title,
            "health": self.health.state,
            "reason": self.health.reason,
            "fix": self.health.fix,
        }


class Coverage:
    """Asks each part of the companion how well it sees."""

    def __init__(
        self,
        focus: Callable[[], Health],
        processes: Callable[[], Health],
        installed: Callable[[], Health],
        clients: Callable[[], Iterable[str]],
        browsers: Callable[[], Iterable[Tried]],
        clipboard_readable: Callable[[], bool],
    ) -> None:
        """`clients` names who is at the door now: `host`, `tray`, `cli`.

        `browsers`: how the ways went in each browser that is here.
        """
        self._focus = focus
        self._processes = processes
        self._installed = installed
        self._clients = clients
        self._browsers = browsers
        self._clipboard_readable = clipboard_readable

    def channels(self) -> list[ChannelHealth]:
        """One for each channel, in the order in which they are shown."""
        here = set(self._clients())
        return [
            ChannelHealth("browser", _("Browsers"), _browser(tuple(self._browsers()))),
            ChannelHealth(
                "clipboard", _("Clipboard"), _clipboard("tray" in here, self._clipboard_readable())
            ),
            ChannelHealth("window", _("Window in front"), self._focus()),
            ChannelHealth("process", _("Programs"), self._processes()),
            ChannelHealth("installed", _("What is set up"), self._installed()),
            ChannelHealth("dialog", _("Warnings on the desktop"), _dialog("tray" in here)),
        ]


def icon(channels: Iterable[ChannelHealth], armed: bool, waiting: bool) -> str:
    """The tray's state: the worst that is true now, unless something more pressing is."""
    states = {channel.health.state for channel in channels}
    if armed:
        return "armed"
    if states == {"blind"}:
        return "blind"
    if states != {"guarded"}:
        return "degraded"
    return "waiting" if waiting else "guarded"


def documents(channels: Iterable[ChannelHealth]) -> list[dict[str, Any]]:
    return [channel.document() for channel in channels]


def _browser(browsers: Sequence[Tried]) -> Health:
    """The worst of them."""
    if browsers:
        return min(map(health_of, browsers), key=lambda health: WORST_FIRST.index(health.state))
    return Health(
        "blind",
        _("No browser with the Plimsoll extension has called."),
        _("Open a browser that has the extension, or add it: plimsoll browsers install"),
    )


def _clipboard(tray: bool, readable: bool) -> Health:
    if not tray:
        return Health("blind", _("The tray does not run, and only the tray sees the clipboard."))
    if not readable:
        return Health(
            "blind",
            _("Under Wayland a program in the background cannot see the clipboard."),
            _("Choose “Xorg” when you sign in."),
        )
    return Health("guarded")


def _dialog(tray: bool) -> Health:
    if tray:
        return Health("guarded")
    return Health("blind", _("The tray does not run, so nobody can be asked."))
