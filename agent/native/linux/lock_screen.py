"""When the screen is locked: the desktop's screen saver and logind say so on D-Bus.

Screen savers: freedesktop.org's Idle Inhibition interface and its kin of GNOME, Cinnamon and MATE
(`ActiveChanged`). logind: the signal `Lock` and the hint `LockedHint` of a session
(org.freedesktop.login1(5)).
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from jeepney import MatchRule, message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from agent.words import gettext as _

log = logging.getLogger(__name__)

Locked = Callable[[], None]

SAVERS = (
    *("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"),
    *("org.cinnamon.ScreenSaver", "org.mate.ScreenSaver"),
)
SESSION = "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
#: Seconds that a bus may take to answer.
PATIENCE = 10.0
_RULES = {
    "SESSION": [
        MatchRule(type="signal", interface=saver, member="ActiveChanged") for saver in SAVERS
    ],
    "SYSTEM": [
        MatchRule(type="signal", interface=SESSION, member="Lock"),
        MatchRule(type="signal", interface=_PROPERTIES, member="PropertiesChanged"),
    ],
}


class LockWatcher:
    """Listens on each bus that is there, on a thread of its own for each."""

    def __init__(self) -> None:
        self._connections: list[DBusConnection] = []
        self._threads: list[threading.Thread] = []

    @property
    def alive(self) -> bool:
        """Whether it is listening now."""
        return any(thread.is_alive() for thread in self._threads)

    def start(self, locked: Locked) -> None:
        """Call `locked` each time the screen is locked. Raises OSError where no bus is there."""
        for bus, rules in _RULES.items():
            with suppress(OSError, KeyError, ValueError):
                self._listen(bus, rules, locked)
        if not self._threads:
            raise OSError(_("This desktop does not tell when its screen is locked."))

    def stop(self) -> None:
        """End the threads. May be called twice."""
        for connection in self._connections:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(timeout=5)
        for connection in self._connections:
            connection.close()
        self._connections.clear()

    def _listen(self, bus: str, rules: list[MatchRule], locked: Locked) -> None:
        connection = open_dbus_connection(bus=bus)
        for rule in rules:
            connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=PATIENCE)
        thread = threading.Thread(
            target=_hear, args=(connection, locked), name=f"lock-{bus.lower()}", daemon=True
        )
        self._connections.append(connection)
        self._threads.append(thread)
        thread.start()


def _hear(connection: DBusConnection, locked: Locked) -> None:
    """Until the bus is gone, or we hung up."""
    with suppress(OSError, EOFError):
        while True:
            if says_locked(connection.receive()):
                log.info("screen.locked")
                locked()


def says_locked(message: Any) -> bool:
    """Whether this signal says that a screen was locked just now."""
    fields = {key.name: value for key, value in message.header.fields.items()}
    kind, body = (fields.get("interface"), fields.get("member")), message.body
    if kind == (SESSION, "Lock"):
        return True
    if kind[0] in SAVERS and kind[1] == "ActiveChanged":
        return bool(body and body[0])
    if kind == (_PROPERTIES, "PropertiesChanged") and len(body) > 1 and body[0] == SESSION:
        return bool(body[1].get("LockedHint", ("b", False))[1])
    return False
