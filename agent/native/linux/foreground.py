"""Whose window has the focus under X11 (EWMH 1.5, `_NET_ACTIVE_WINDOW`).

The X server tells of a change: nothing is polled. No window's title is read.
"""

from __future__ import annotations

import logging
import os
import select
import threading
from collections.abc import Callable
from typing import Any

from agent.native.contract import Foreground

log = logging.getLogger(__name__)

Changed = Callable[[Foreground | None], None]


class ForegroundWatcher:
    """Watches the active window on a thread of its own."""

    def __init__(self, display: str | None = None) -> None:
        """`display` such as `:0`; by default the one in DISPLAY."""
        self._name = display
        self._thread: threading.Thread | None = None
        # Closed in order to wake the thread out of its wait.
        self._wake: int | None = None

    @property
    def alive(self) -> bool:
        """Whether it is watching now."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, changed: Changed) -> None:
        """Call `changed` now and at each change. Raises OSError where no X display answers."""
        display = _opened(self._name)
        woken, self._wake = os.pipe()
        self._thread = threading.Thread(
            target=_watch, args=(display, woken, changed), name="foreground", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End the thread and its connection to the display."""
        wake, self._wake = self._wake, None
        if wake is not None:
            os.close(wake)
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=5)


def _opened(name: str | None) -> Any:
    # Here, because commands without a desktop need not wait for this import.
    from Xlib import X
    from Xlib.display import Display
    from Xlib.error import DisplayError, XError

    try:
        display = Display(name)
        display.screen().root.change_attributes(event_mask=X.PropertyChangeMask)
        display.flush()
    except (DisplayError, XError, OSError) as fault:
        raise OSError(f"the X display does not answer: {fault}") from None
    return display


def _watch(display: Any, woken: int, changed: Changed) -> None:
    from Xlib.error import ConnectionClosedError, XError

    try:
        _follow(display, woken, changed)
    except (ConnectionClosedError, XError, OSError) as fault:
        log.info("foreground.ended: %s", type(fault).__name__)
    finally:
        os.close(woken)
        _close(display)


def _follow(display: Any, woken: int, changed: Changed) -> None:
    active = display.intern_atom("_NET_ACTIVE_WINDOW")
    last = _foreground(display, active)
    changed(last)
    while True:
        if _told(display, active):
            now = _foreground(display, active)
            if now != last:
                last = now
                changed(now)
        # Reading a property may have brought events along that `select` does not see any more.
        elif woken in select.select([display.fileno(), woken], [], [])[0]:
            return


def _told(display: Any, active: int) -> bool:
    """Whether a waiting event says that the focus may have moved. Takes all of them."""
    from Xlib import X

    events = [display.next_event() for _ in range(display.pending_events())]
    return any(
        event.type == X.DestroyNotify or (event.type == X.PropertyNotify and event.atom == active)
        for event in events
    )


def _foreground(display: Any, active: int) -> Foreground | None:
    from Xlib.error import XError

    try:
        window = _first_number(display.screen().root, active)
        if not window:
            return None
        _tell_of_its_end(display, window)
        pid = _pid_by_server(display, window) or _pid_by_window(display, window)
    except XError:
        return None  # the window closed while we asked
    return Foreground(pid) if pid else None


def _tell_of_its_end(display: Any, window: int) -> None:
    """Some window managers go on naming a window that is gone, so the server is asked as well."""
    from Xlib import X
    from Xlib.error import CatchError

    display.create_resource_object("window", window).change_attributes(
        event_mask=X.StructureNotifyMask, onerror=CatchError()
    )


def _pid_by_server(display: Any, window: int) -> int:
    """What the X server knows itself (X-Resource 1.2); a window cannot claim another's number."""
    from Xlib.ext import res

    if not display.has_extension(res.extname):
        return 0
    asked = [{"client": window, "mask": res.LocalClientPIDMask}]
    for answer in display.res_query_client_ids(asked).ids:
        if answer.spec.mask == res.LocalClientPIDMask and answer.value:
            return int(answer.value[0])
    return 0


def _pid_by_window(display: Any, window: int) -> int:
    """What the window says of itself (`_NET_WM_PID`)."""
    return _first_number(
        display.create_resource_object("window", window), display.intern_atom("_NET_WM_PID")
    )


def _first_number(window: Any, atom: int) -> int:
    from Xlib import X

    found = window.get_full_property(atom, X.AnyPropertyType)
    return int(found.value[0]) if found is not None and len(found.value) else 0


def _close(display: Any) -> None:
    from Xlib.error import ConnectionClosedError

    try:
        display.close()
    except (ConnectionClosedError, OSError):
        log.debug("foreground.closed-before")
