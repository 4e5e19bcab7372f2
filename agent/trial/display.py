"""The screen of a trial: the desktop, or a virtual one where there is none.

A virtual screen gets a window manager, without which no window has the focus, and a tray.
"""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from agent.trial.announced import announced
from agent.trial.child import TrialError, child
from agent.words import gettext as _

#: Where X servers of this machine have their sockets.
SOCKETS = Path("/", "tmp", ".X11-unix")
#: Seconds the tray may take to come up.
PATIENCE = 60.0

#: It picks a number that is free and announces it. 1280 by 800 pixels of 24 bits.
X_SERVER = ("Xvfb", "-displayfd", "PIPE", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
TRAYER = ("trayer", "--edge", "bottom", "--align", "right", "--widthtype", "request")
TRAYER_LOOKS = ("--height", "28", "--SetPartialStrut", "true", "--expand", "true")


@dataclass(frozen=True, slots=True)
class Display:
    """Where windows appear."""

    #: As in DISPLAY or WAYLAND_DISPLAY, such as ":1".
    name: str
    virtual: bool
    #: One sentence for a person.
    words: str
    #: The environment in which a program shows its windows there.
    environment: Mapping[str, str]


@contextmanager
def open_display(environment: Mapping[str, str], logs: Path) -> Iterator[Display]:
    """The desktop that `environment` names, else a virtual screen for as long as the block lasts.

    `logs` is a folder for what the programs of a virtual screen print. Raises TrialError.
    """
    desktop = _desktop(environment)
    if desktop is not None:
        yield desktop
        return
    with ExitStack() as stack:
        server = announced(X_SERVER, environment=environment, log=logs / "xvfb.log")
        name = ":" + stack.enter_context(server)
        inside = {k: v for k, v in environment.items() if k != "WAYLAND_DISPLAY"}
        inside |= {"DISPLAY": name, "XDG_SESSION_TYPE": "x11"}
        for program in (("openbox", "--sm-disable"), (*TRAYER, *TRAYER_LOOKS)):
            log = logs / f"{program[0]}.log"
            stack.enter_context(child(program, environment=inside, log=log))
        _wait_for_tray(name)
        words = _("A virtual screen, {name}: there is no desktop here.").format(name=name)
        yield Display(name, virtual=True, words=words, environment=inside)


def _desktop(environment: Mapping[str, str]) -> Display | None:
    wayland, x11 = environment.get("WAYLAND_DISPLAY"), environment.get("DISPLAY")
    if wayland:
        words = _("Your desktop (Wayland, {name}).").format(name=wayland)
        return Display(wayland, virtual=False, words=words, environment=environment)
    if x11 and _answers(x11):
        words = _("Your desktop (X11, {name}).").format(name=x11)
        return Display(x11, virtual=False, words=words, environment=environment)
    return None


def _answers(name: str) -> bool:
    """Whether an X server is behind a name: one may be left over from a session that ended.

    `:1.0` is a socket of this machine, `host:1.0` the TCP port 6001 of a host (X(7)).
    """
    host, _colon, rest = name.rpartition(":")
    number = rest.partition(".")[0]
    if not number.isdigit():
        return False
    try:
        if host in ("", "unix"):
            with socket.socket(socket.AF_UNIX) as server:
                server.connect(str(SOCKETS / f"X{number}"))
        else:
            socket.create_connection((host, 6000 + int(number)), timeout=5.0).close()
    except OSError:
        return False
    return True


def _wait_for_tray(name: str) -> None:
    """Wait until a tray is there: icons that come earlier are not shown."""
    from Xlib import X, display

    connection = display.Display(name)
    try:
        tray = connection.intern_atom("_NET_SYSTEM_TRAY_S0")
        # The tray announces itself to the root window (freedesktop.org, System Tray Protocol 0.3).
        connection.screen().root.change_attributes(event_mask=X.StructureNotifyMask)
        connection.sync()
        while connection.get_selection_owner(tray) == X.NONE:
            # What came together with the answer is read already: select knows the socket only.
            if not connection.pending_events():
                readable, _w, _x = select.select([connection.fileno()], [], [], PATIENCE)
                if not readable:
                    raise TrialError(_("The tray of the virtual screen did not start."))
            while connection.pending_events():
                connection.next_event()
    finally:
        connection.close()
