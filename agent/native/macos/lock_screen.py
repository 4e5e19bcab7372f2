"""When the screen is locked: the session's dictionary says so.

Asked every two seconds: a distributed notification would need the run loop of a main thread, which
the agent has not.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import threading
from collections.abc import Callable

import objc

#: Seconds.
INTERVAL = 2.0
_KEY = "CGSSessionScreenIsLocked"


class LockWatcher:
    """Watches on a thread of its own."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def alive(self) -> bool:
        """Whether it is watching now."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, locked: Callable[[], None]) -> None:
        """Call `locked` each time the screen is locked. Raises OSError without CoreGraphics."""
        session = _session_dictionary()
        self._thread = threading.Thread(
            target=self._watch, args=(session, locked), name="lock", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _watch(self, session: Callable[[], int | None], locked: Callable[[], None]) -> None:
        before = _is_locked(session)
        while not self._ended.wait(INTERVAL):
            now = _is_locked(session)
            if now and not before:
                locked()
            before = now


def _session_dictionary() -> Callable[[], int | None]:
    library = ctypes.CDLL(ctypes.util.find_library("CoreGraphics"))
    function = library.CGSessionCopyCurrentDictionary
    function.restype = ctypes.c_void_p
    function.argtypes = []
    return function


def _is_locked(session: Callable[[], int | None]) -> bool:
    address = session()
    if not address:
        return False
    return bool(objc.objc_object(c_void_p=address).get(_KEY, False))
