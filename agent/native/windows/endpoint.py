r"""A named pipe that only this account can reach, `\\.\pipe\plimsoll-…`.

The name is made from a path, as a local socket would have it. Its access list names this account
alone, it takes nobody from the network, and it is not opened where somebody else has the name.
"""

from __future__ import annotations

import errno
import hashlib
import time
from pathlib import Path

import pywintypes
import win32con
import win32event
import win32file
import win32pipe
import win32security
import winerror

from agent.native.windows.identity import own_sid
from agent.native.windows.pipe_stream import PipeConnection, as_os_error

#: Bytes that the system keeps of what one side wrote and the other has not read.
_BUFFER = 64 * 1024
#: <winbase.h>, not in pywin32.
_FIRST_INSTANCE = 0x00080000
_REJECT_REMOTE = 0x00000008
#: The one who listens may know who we are, and may not act in our name.
_IDENTIFY_ONLY = 0x00100000 | 0x00010000  # SECURITY_SQOS_PRESENT, SECURITY_IDENTIFICATION


class PipeListener:
    """Where visitors come in. One end of the pipe always waits for the next one."""

    def __init__(self, path: Path) -> None:
        self._name = pipe_name(path)
        self._closing = win32event.CreateEvent(None, True, False, None)
        self._waiting = _new_end(self._name, _FIRST_INSTANCE)

    def accept(self) -> PipeConnection:
        """The next visitor. Raises OSError when closed."""
        came = pywintypes.OVERLAPPED()
        came.hEvent = win32event.CreateEvent(None, True, False, None)
        try:
            state = win32pipe.ConnectNamedPipe(self._waiting, came)
            if state == winerror.ERROR_IO_PENDING:
                self._wait_for(came)
        except pywintypes.error as fault:
            if fault.winerror != winerror.ERROR_NO_DATA:  # a visitor that came and has left
                raise as_os_error(fault) from None
        visitor, self._waiting = self._waiting, _new_end(self._name)
        return PipeConnection(visitor, server=True)

    def close(self) -> None:
        """Wake who accepts, and take the pipe away."""
        win32event.SetEvent(self._closing)
        self._waiting.Close()

    def _wait_for(self, came: pywintypes.OVERLAPPED) -> None:
        events = [came.hEvent, self._closing]
        first = win32event.WaitForMultipleObjects(events, False, win32event.INFINITE)
        if first != win32event.WAIT_OBJECT_0:
            raise OSError(errno.EBADF, "the door is closed")


def listen(path: Path) -> PipeListener:
    """A listener under the name of `path`.

    Raises OSError: EADDRINUSE where another agent has it, or somebody else took the name.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    taken = OSError(errno.EADDRINUSE, "another agent listens here", str(path))
    # Windows refuses a second first end by itself; Wine does not.
    if _somebody_answers(pipe_name(path)):
        raise taken
    try:
        return PipeListener(path)
    except pywintypes.error as fault:
        if fault.winerror in (winerror.ERROR_ACCESS_DENIED, winerror.ERROR_PIPE_BUSY):
            raise taken from None
        raise as_os_error(fault) from None


def connect(path: Path, patience: float | None = None) -> PipeConnection:
    """A connection to the listener under the name of `path`.

    Raises OSError where nobody listens, and where the listener is of another account.
    """
    end = None if patience is None else time.monotonic() + patience
    while True:
        try:
            connection = PipeConnection(_open(pipe_name(path)), server=False)
        except pywintypes.error as fault:
            busy = fault.winerror == winerror.ERROR_PIPE_BUSY
            if not busy or (end is not None and time.monotonic() >= end):
                raise as_os_error(fault) from None
            time.sleep(0.01)  # between two visitors no end waits for a moment
            continue
        if not connection.peer_is_us():
            connection.close()
            raise PermissionError(errno.EACCES, "the door is of another account")
        connection.set_patience(patience)
        return connection


def pipe_name(path: Path) -> str:
    """The same path in another spelling has the same name."""
    spelt = str(path.absolute()).casefold().encode("utf-8", "surrogatepass")
    return r"\\.\pipe\plimsoll-" + hashlib.sha256(spelt).hexdigest()[:32]


def _somebody_answers(name: str) -> bool:
    try:
        win32pipe.WaitNamedPipe(name, 1)
    except pywintypes.error as fault:
        return bool(fault.winerror != winerror.ERROR_FILE_NOT_FOUND)
    return True


def _open(name: str) -> pywintypes.HANDLE:
    return win32file.CreateFile(
        name,
        win32con.GENERIC_READ | win32con.GENERIC_WRITE,
        0,
        None,
        win32con.OPEN_EXISTING,
        win32con.FILE_FLAG_OVERLAPPED | _IDENTIFY_ONLY,
        None,
    )


def _new_end(name: str, flags: int = 0) -> pywintypes.HANDLE:
    return win32pipe.CreateNamedPipe(
        name,
        win32con.PIPE_ACCESS_DUPLEX | win32con.FILE_FLAG_OVERLAPPED | flags,
        win32con.PIPE_TYPE_BYTE | win32con.PIPE_READMODE_BYTE | _REJECT_REMOTE,
        win32con.PIPE_UNLIMITED_INSTANCES,
        _BUFFER,
        _BUFFER,
        0,
        _for_us_alone(),
    )


def _for_us_alone() -> pywintypes.SECURITY_ATTRIBUTES:
    """Protected from inheritance: full access for this account and for nobody else."""
    attributes = pywintypes.SECURITY_ATTRIBUTES()
    attributes.SECURITY_DESCRIPTOR = (
        win32security.ConvertStringSecurityDescriptorToSecurityDescriptor(
            f"D:P(A;;GA;;;{own_sid()})", win32security.SDDL_REVISION_1
        )
    )
    return attributes
