"""Reads the clipboard of Windows, on any thread: Qt reads it in the window's thread only."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pywintypes
import win32clipboard
import win32con

from agent.events import HTML, PLAIN
from ui.clipboard import Unread, is_concealed

#: Seconds that another program may keep the clipboard open.
PATIENCE = 1.0

#: What `CF_HTML` begins with: a head of lines that say where the fragment stands, in bytes.
_START, _END = b"StartFragment:", b"EndFragment:"


def read_windows_clipboard(formats: Sequence[str], largest: int) -> dict[str, bytes]:
    """The bytes of each format that is there, `largest` in all. Other formats are passed over.

    Raises Unread: `concealed`, `too-large`, or `stuck` where another program keeps it open.
    """
    html = win32clipboard.RegisterClipboardFormat("HTML Format")
    read: dict[str, bytes] = {}
    with _opened():
        if is_concealed(_names()):
            raise Unread("concealed")
        if PLAIN in formats and win32clipboard.IsClipboardFormatAvailable(win32con.CF_UNICODETEXT):
            read[PLAIN] = _data(win32con.CF_UNICODETEXT).encode("utf-8", "replace")
        if HTML in formats and win32clipboard.IsClipboardFormatAvailable(html):
            read[HTML] = fragment(_data(html))
    if sum(map(len, read.values())) > largest:
        raise Unread("too-large")
    return read


def fragment(data: bytes) -> bytes:
    """The copied part of a text in `CF_HTML` (Microsoft, "HTML Clipboard Format")."""
    start, end = _number_after(data, _START), _number_after(data, _END)
    return data[start:end] if 0 < start <= end <= len(data) else data.rstrip(b"\0")


def _number_after(data: bytes, word: bytes) -> int:
    digits = data.partition(word)[2][:12].split(b"\r")[0].split(b"\n")[0].strip()
    return int(digits) if digits.isdigit() else 0


@contextmanager
def _opened() -> Iterator[None]:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            win32clipboard.OpenClipboard()
            break
        except pywintypes.error:
            if time.monotonic() > end:
                raise Unread("stuck") from None
            time.sleep(0.01)
    try:
        yield
    finally:
        win32clipboard.CloseClipboard()


def _names() -> Iterator[str]:
    """Names of the formats that programs registered; those of Windows itself have none."""
    kind = win32clipboard.EnumClipboardFormats(0)
    while kind:
        if kind >= 0xC000:
            yield win32clipboard.GetClipboardFormatName(kind)
        kind = win32clipboard.EnumClipboardFormats(kind)


def _data(kind: int) -> Any:
    try:
        return win32clipboard.GetClipboardData(kind)
    except (pywintypes.error, TypeError):
        raise Unread("stuck") from None
