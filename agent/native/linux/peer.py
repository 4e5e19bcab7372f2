"""Whose processes are ours: at the other end of a local socket, and by their number."""

from __future__ import annotations

import os
import socket
import struct

# struct ucred: process, user and group, as the kernel saw them when the visitor connected.
_CREDENTIALS = struct.Struct("iII")


def peer_is_us(connection: socket.socket) -> bool:
    """Whether the visitor runs under our own account.

    Asked of the kernel (SO_PEERCRED, unix(7)). Root is somebody else here too: nothing of ours
    needs it. False where nobody can say.
    """
    try:
        raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    except OSError:
        return False
    _process, account, _group = _CREDENTIALS.unpack(raw)
    return bool(account == os.geteuid())


def process_is_us(pid: int) -> bool:
    """Whether a process runs under our own account. False where it has ended."""
    try:
        return os.stat(f"/proc/{pid}").st_uid == os.geteuid()
    except OSError:
        return False
