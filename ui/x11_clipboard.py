"""Reads the X11 clipboard in bounded memory and bounded time (ICCCM 2.0, section 2).

Qt fetches a selection whole, however large, and in the window's thread. Here a transfer that turns
out too large is taken to its end piece by piece and thrown away, because an owner whose transfer
breaks off may die of it and take the person's copy along.
"""

from __future__ import annotations

import select
import time
from collections.abc import Sequence

from Xlib import X, display, error
from Xlib.protocol import event as xevent
from Xlib.xobject.drawable import Window

from agent.events import PLAIN
from ui.clipboard import Unread, is_concealed

#: Seconds without a sign of the owner after which it counts as stuck.
PATIENCE = 5.0
#: Seconds for a whole transfer.
LONGEST = 60.0

#: Text has had many names; owners offer them in this order of fidelity.
_TARGETS = {PLAIN: ("UTF8_STRING", "text/plain;charset=utf-8", "text/plain", "STRING")}

_OURS = "PLIMSOLL_CLIPBOARD"


class X11Reader:
    """A `Reader`. Each reading has its own connection, so it may run on any thread."""

    def __call__(self, formats: Sequence[str], largest: int) -> dict[str, bytes]:
        """The bytes of each format that the owner hands over, `largest` in all.

        Raises Unread: `too-large`, or `stuck` where the owner or the screen does not answer.
        """
        try:
            connection = display.Display()
        except (error.DisplayError, OSError):
            raise Unread("stuck") from None
        try:
            return self._read_all(_Transfer(connection), formats, largest)
        except (error.ConnectionClosedError, OSError):
            raise Unread("stuck") from None
        finally:
            connection.close()

    def _read_all(
        self, transfer: _Transfer, formats: Sequence[str], largest: int
    ) -> dict[str, bytes]:
        # Asked anew: since the formats were listed, a password manager may have become the owner.
        offered = transfer.targets()
        if is_concealed(offered):
            raise Unread("concealed")
        read: dict[str, bytes] = {}
        for kind in formats:
            target = next((t for t in _TARGETS.get(kind, (kind,)) if t in offered), None)
            if target is not None:
                read[kind] = transfer.fetch(target, largest - sum(map(len, read.values())))
        return read


class _Transfer:
    """Asks the clipboard's owner for targets, one after another, through one hidden window."""

    def __init__(self, connection: display.Display) -> None:
        self._display = connection
        # The owner may end at any moment; what is missing then is noticed by the time-out.
        connection.set_error_handler(lambda *_of_no_use: None)
        self._until = time.monotonic() + LONGEST
        self._window: Window = connection.screen().root.create_window(
            0, 0, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask
        )
        self._selection = connection.intern_atom("CLIPBOARD")
        self._property = connection.intern_atom(_OURS)
        self._incremental = connection.intern_atom("INCR")

    def targets(self) -> tuple[str, ...]:
        """The names of what the owner offers. It has to show no data for that."""
        if not self._convert("TARGETS"):
            return ()
        atoms = self._window.get_full_property(self._property, X.AnyPropertyType)
        self._window.delete_property(self._property)
        return tuple(self._display.get_atom_name(atom) for atom in atoms.value) if atoms else ()

    def fetch(self, target: str, largest: int) -> bytes:
        """The data of one target; empty where the owner refuses. Raises Unread."""
        if not self._convert(target):
            return b""
        head = self._window.get_property(self._property, X.AnyPropertyType, 0, 0)
        if head is None:
            return b""
        if head.property_type == self._incremental:
            return self._pieces(largest)
        if head.bytes_after > largest:
            self._window.delete_property(self._property)
            raise Unread("too-large")
        return self._take()

    def _convert(self, target: str) -> bool:
        """Ask the owner to lay the target down for us. False where it declines."""
        atom = self._display.intern_atom(target)
        self._window.convert_selection(self._selection, atom, self._property, X.CurrentTime)
        self._display.flush()
        return bool(self._await(xevent.SelectionNotify).property != X.NONE)

    def _pieces(self, largest: int) -> bytes:
        """An incremental transfer: deleting the property asks for the next piece."""
        pieces: list[bytes] = []
        size = 0
        self._take()
        while True:
            self._await_piece()
            piece = self._take()
            size += len(piece)
            if not piece:
                break
            if size <= largest:
                pieces.append(piece)
            else:
                pieces.clear()
        if size > largest:
            raise Unread("too-large")
        return b"".join(pieces)

    def _take(self) -> bytes:
        whole = self._window.get_full_property(self._property, X.AnyPropertyType)
        self._window.delete_property(self._property)
        self._display.flush()
        if whole is None:
            return b""
        return whole.value if isinstance(whole.value, bytes) else bytes(whole.value)

    def _await_piece(self) -> None:
        while self._await(xevent.PropertyNotify).state != X.PropertyNewValue:
            pass

    def _await(self, kind: type) -> xevent.PropertyNotify:
        """The next event of this kind, or Unread where none comes in time."""
        patience = min(time.monotonic() + PATIENCE, self._until)
        while True:
            while self._display.pending_events():
                happened = self._display.next_event()
                if isinstance(happened, kind):
                    return happened
            left = patience - time.monotonic()
            if left <= 0 or not select.select([self._display.fileno()], [], [], left)[0]:
                raise Unread("stuck")
