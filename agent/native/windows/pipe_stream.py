"""One end of a named pipe as a stream of bytes, with patience, that another thread can end."""

from __future__ import annotations

import errno
import io
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, cast

import pywintypes
import win32event
import win32file
import win32pipe
import winerror

from agent.native.windows.identity import own_sid, sid_of_process

#: The other side has ended.
_ENDED = (winerror.ERROR_BROKEN_PIPE, winerror.ERROR_PIPE_NOT_CONNECTED, winerror.ERROR_NO_DATA)
#: Bytes that are read at once.
_CHUNK = 256 * 1024

Begin = Callable[[pywintypes.OVERLAPPED], object]


class PipeConnection:
    """One end of a connection."""

    def __init__(self, pipe: pywintypes.HANDLE, *, server: bool) -> None:
        self._pipe = pipe
        self._server = server
        self._raw = _RawPipe(pipe)
        self.stream = cast(BinaryIO, io.BufferedRWPair(self._raw, self._raw))

    def peer_is_us(self) -> bool:
        """Whether the process at the other end runs under our own account."""
        ask = (
            win32pipe.GetNamedPipeClientProcessId
            if self._server
            else win32pipe.GetNamedPipeServerProcessId
        )
        try:
            return sid_of_process(ask(self._pipe)) == own_sid()
        except pywintypes.error:
            return False

    def set_patience(self, seconds: float | None) -> None:
        """How long reading and writing may wait. None: for ever."""
        self._raw.reading = self._raw.writing = seconds

    def set_patience_of_writing(self, seconds: int) -> None:
        """How long writing may wait, where reading waits for ever."""
        self._raw.writing = seconds

    def hang_up(self) -> None:
        """Wake whoever reads or writes, on any thread. Nothing goes through any more."""
        self._raw.hang_up()

    def close(self) -> None:
        """Give everything back. What could not be written any more is given up."""
        self._raw.hang_up()
        with suppress(OSError, ValueError):
            self.stream.close()
        self._raw.release()


class _RawPipe(io.RawIOBase):
    """Reads and writes without a buffer. One thread may read while another writes."""

    def __init__(self, pipe: pywintypes.HANDLE) -> None:
        super().__init__()
        self._pipe = pipe
        self._hung_up = win32event.CreateEvent(None, True, False, None)
        self._lock = threading.Lock()
        #: Transfers under way; the pipe's handle is given back after the last one.
        self._busy = 0
        self._released = False
        self.reading: float | None = None
        self.writing: float | None = None

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """What is there, at most the buffer; 0 where the other side has ended."""
        view = memoryview(buffer).cast("B")
        room = win32file.AllocateReadBuffer(min(len(view), _CHUNK))
        got = self._transfer(lambda io: win32file.ReadFile(self._pipe, room, io), self.reading)
        view[:got] = memoryview(room)[:got]
        return got

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        """All of it, or OSError."""
        whole = bytes(memoryview(data).cast("B")[:_CHUNK])
        sent = self._transfer(lambda io: win32file.WriteFile(self._pipe, whole, io), self.writing)
        if not sent and whole:
            raise BrokenPipeError(errno.EPIPE, "the other side has ended")
        return sent

    def hang_up(self) -> None:
        win32event.SetEvent(self._hung_up)

    def release(self) -> None:
        """Close the handle, or leave that to the last transfer under way."""
        with self._lock:
            self._released = True
            if not self._busy:
                self._pipe.Close()

    def _transfer(self, begin: Begin, patience: float | None) -> int:
        with self._lock:
            if self._released:
                raise ValueError("the pipe is closed")
            self._busy += 1
        try:
            return self._finished(begin, patience)
        except pywintypes.error as fault:
            if fault.winerror in _ENDED:
                return 0
            raise as_os_error(fault) from None
        finally:
            with self._lock:
                self._busy -= 1
                if self._released and not self._busy:
                    self._pipe.Close()

    def _finished(self, begin: Begin, patience: float | None) -> int:
        under_way = pywintypes.OVERLAPPED()
        under_way.hEvent = win32event.CreateEvent(None, True, False, None)
        if win32event.WaitForSingleObject(self._hung_up, 0) == win32event.WAIT_OBJECT_0:
            return 0
        begin(under_way)
        events = [under_way.hEvent, self._hung_up]
        wait = win32event.INFINITE if patience is None else int(patience * 1000)
        first = win32event.WaitForMultipleObjects(events, False, wait)
        if first != win32event.WAIT_OBJECT_0:
            # Of this thread alone; it must have ended before its memory is let go.
            win32file.CancelIo(self._pipe)
        try:
            return int(win32file.GetOverlappedResult(self._pipe, under_way, True))
        except pywintypes.error as fault:
            if fault.winerror != winerror.ERROR_OPERATION_ABORTED:
                raise
        if first == win32event.WAIT_TIMEOUT:
            raise TimeoutError(errno.ETIMEDOUT, "the other side does not answer")
        return 0


def as_os_error(fault: pywintypes.error) -> OSError:
    """What the rest of Plimsoll expects of a connection."""
    return OSError(errno.EIO, fault.strerror, None, fault.winerror)
