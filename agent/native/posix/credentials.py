"""Under which account the other end of a local socket runs, as the kernel saw it connect."""

from __future__ import annotations

import socket
import struct
import sys

if sys.platform == "darwin":
    # struct xucred of <sys/ucred.h>: version, user, how many groups, groups.
    _CREDENTIALS = struct.Struct("=IIh2x16I")
    _LEVEL, _OPTION, _USER = 0, 0x001, 1  # SOL_LOCAL, LOCAL_PEERCRED
else:
    # struct ucred of unix(7): process, user, group.
    _CREDENTIALS = struct.Struct("=iII")
    _LEVEL, _OPTION, _USER = socket.SOL_SOCKET, socket.SO_PEERCRED, 1


def owner_of(connection: socket.socket) -> int | None:
    """The user id of the other end, or None where nobody can say."""
    try:
        raw = connection.getsockopt(_LEVEL, _OPTION, _CREDENTIALS.size)
        return int(_CREDENTIALS.unpack(raw)[_USER])
    except (OSError, struct.error):
        return None
