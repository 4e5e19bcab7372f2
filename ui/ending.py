"""Ends the tray when the system asks: SIGTERM and SIGINT become a call in the window's thread."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, QTimer


class EndingOnSignal(QObject):
    """Python handles signals between its own instructions, of which a waiting Qt loop has none.

    A byte written by the interpreter wakes the loop.
    """

    def __init__(self, end: Callable[[], None]) -> None:
        super().__init__()
        self._read, self._write = socket.socketpair()
        self._write.setblocking(False)
        self._read.setblocking(False)
        signal.set_wakeup_fd(self._write.fileno())
        for number in (signal.SIGTERM, signal.SIGINT):
            # Posted: a loop that has not begun yet would not hear a plain call.
            signal.signal(number, lambda _number, _frame: QTimer.singleShot(0, self, end))
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._woken)

    def _woken(self) -> None:
        # Reading it away is enough: the handler itself runs now that Python does.
        self._read.recv(64)

    def stop(self) -> None:
        """Let go of the signals, so that none arrives in a process that is being taken apart."""
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()
