"""A local socket that only this account can reach (unix(7))."""

from __future__ import annotations

import errno
import os
import socket
import struct
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from agent.native.posix.credentials import owner_of

#: Visitors that may wait for the door to be opened.
_WAITING = 64
#: Bytes of `sockaddr_un.sun_path` without its final zero, where it is shortest (macOS).
_LONGEST = 103
#: Seconds until the next try where the door has a queue.
_QUEUE_PAUSE = 0.01
_TIME = struct.Struct("ll")  # struct timeval


class LocalConnection:
    """One end of a connection."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self.stream = cast(BinaryIO, connected.makefile("rwb"))

    def peer_is_us(self) -> bool:
        """Whether the other end runs under our own account.

        Asked of the kernel. Root is somebody else here too: nothing of ours needs it.
        """
        return owner_of(self._socket) == os.geteuid()

    def set_patience(self, seconds: float | None) -> None:
        """How long reading and writing may wait. None: for ever."""
        self._socket.settimeout(seconds)

    def set_patience_of_writing(self, seconds: int) -> None:
        """How long writing may wait, where reading waits for ever."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _TIME.pack(seconds, 0))

    def hang_up(self) -> None:
        """Wake whoever reads or writes, on any thread. Nothing goes through any more."""
        with suppress(OSError):  # it may have ended already
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Give everything back. What could not be written any more is given up."""
        with suppress(OSError, ValueError):
            self.stream.close()
        self._socket.close()


class LocalListener:
    """Where visitors come in."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._socket = _bound(path)

    def accept(self) -> LocalConnection:
        """The next visitor. Raises OSError when closed, and where the system is out of sockets."""
        connected, _address = self._socket.accept()
        return LocalConnection(connected)

    def close(self) -> None:
        """Wake who accepts, and take the socket away."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._path.unlink(missing_ok=True)


def listen(path: Path) -> LocalListener:
    """A listener at `path`, mode 0600, in a folder of mode 0700.

    A socket that a killed agent left behind is replaced. Raises OSError: EADDRINUSE where another
    agent answers there, ENAMETOOLONG where the path has over 103 bytes.
    """
    if len(os.fsencode(path)) > _LONGEST:
        raise OSError(
            errno.ENAMETOOLONG, "the path of the door is too long for a socket", str(path)
        )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    if _somebody_answers(path):
        raise OSError(errno.EADDRINUSE, "another agent listens here", str(path))
    path.unlink(missing_ok=True)
    return LocalListener(path)


def connect(path: Path, patience: float | None = None) -> LocalConnection:
    """A connection to the listener at `path`. Raises OSError where nobody listens."""
    connected = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connected.settimeout(patience)
        _wait_in_line(connected, path, patience)
    except OSError:
        connected.close()
        raise
    return LocalConnection(connected)


def _wait_in_line(connecting: socket.socket, path: Path, patience: float | None) -> None:
    """A door with a long queue says EAGAIN at once; that is no answer until time is up."""
    end = None if patience is None else time.monotonic() + patience
    while True:
        try:
            return connecting.connect(str(path))
        except BlockingIOError:
            if end is not None and time.monotonic() > end:
                raise
            time.sleep(_QUEUE_PAUSE)


def _bound(path: Path) -> socket.socket:
    door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        # The folder is closed to others, so nobody gets in before the mode is set.
        door.bind(str(path))
        path.chmod(0o600)
        door.listen(_WAITING)
    except OSError:
        door.close()
        raise
    return door


def _somebody_answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as visitor:
        visitor.settimeout(1)
        try:
            visitor.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        except OSError:
            # A full or slow door is a door; the wrong kind of file is for `bind` to refuse.
            return path.is_socket()
    return True
