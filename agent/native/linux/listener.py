"""A listening local socket that only this account can reach (unix(7))."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

#: Visitors that may wait for the door to be opened.
_WAITING = 64


def listen(path: Path) -> socket.socket:
    """A listening socket at `path`, mode 0600, in a folder of mode 0700.

    A socket that a killed agent left behind is replaced. Raises OSError: EADDRINUSE where another
    agent answers there, ENAMETOOLONG where the path has over 107 bytes.
    """
    if len(os.fsencode(path)) > 107:  # sockaddr_un.sun_path with its final zero
        raise OSError(
            errno.ENAMETOOLONG, "the path of the door is too long for a socket", str(path)
        )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    if _somebody_answers(path):
        raise OSError(errno.EADDRINUSE, "another agent listens here", str(path))
    path.unlink(missing_ok=True)
    return _bound(path)


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
