"""Which program has the focus. Told by the desktop at each change; no title is ever read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agent.catalogue import Catalogue
from agent.native import display, foreground
from agent.native.contract import Foreground, Session, Watcher
from agent.sense.health import Health
from agent.sense.tools.running import read_process
from agent.words import gettext as _


@dataclass(frozen=True, slots=True)
class FocusChange:
    """Another program has the focus. `process` is empty and `pid` 0 where it cannot be told."""

    process: str = ""
    pid: int = 0
    #: Id of the AI tool that this program is, or None.
    tool: str | None = None


class FocusSensor:
    """Emits a FocusChange whenever another process gets the focus."""

    name = "focus"

    def __init__(
        self,
        catalogue: Catalogue,
        session: Callable[[], Session] = display.session_kind,
        watcher: Callable[[], Watcher] = foreground.ForegroundWatcher,
    ) -> None:
        self._catalogue = catalogue
        self._session = session
        self._watcher = watcher()
        self._refused = False

    def start(self, emit: Callable[[FocusChange], None]) -> None:
        """Also emits which program has the focus now. Where that cannot be told, nothing."""
        if self._session() not in ("x11", "native"):
            return
        try:
            self._watcher.start(lambda window: emit(self._change(window)))
        except OSError:
            self._refused = True

    def stop(self) -> None:
        self._watcher.stop()

    def health(self) -> Health:
        session = self._session()
        if session == "wayland":
            return Health(
                "blind",
                _("Wayland does not tell which window is in front."),
                _("Choose “Xorg” when you sign in."),
            )
        if session == "none":
            return Health("blind", _("There is no desktop here."))
        if self._refused or not self._watcher.alive:
            return Health(
                "blind",
                _("The desktop does not answer."),
                _("Sign out and in, or restart Plimsoll."),
            )
        return Health("guarded")

    def _change(self, window: Foreground | None) -> FocusChange:
        process = read_process(window.pid) if window else None
        if process is None:
            return FocusChange()
        tool = self._catalogue.by_process(process.name, process.cmdline, process.exe)
        return FocusChange(process.name, process.pid, tool.id if tool else None)
