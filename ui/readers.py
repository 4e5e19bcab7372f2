"""Which way the clipboard is read on this screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication

from ui.clipboard import Reader, Unread


def reader_for(platform: str) -> Reader:
    """The reader for a Qt platform such as `xcb` or `wayland`."""
    if platform == "xcb":
        return _read_from_x11
    if platform == "windows":
        return _read_from_windows
    return _read_through_qt


def _read_from_x11(formats: Sequence[str], largest: int) -> dict[str, bytes]:
    # Imported at the first copy: the tray is to stand in the panel before that.
    from ui.x11_clipboard import X11Reader

    return X11Reader()(formats, largest)


def _read_from_windows(formats: Sequence[str], largest: int) -> dict[str, bytes]:
    from ui.windows_clipboard import read_windows_clipboard

    return read_windows_clipboard(formats, largest)


def _read_through_qt(formats: Sequence[str], largest: int) -> dict[str, bytes]:
    """Where the screen has no other way. Raises Unread for `too-large`."""
    offered = QGuiApplication.clipboard().mimeData()
    read = {kind: bytes(offered.data(kind).data()) for kind in formats}
    if sum(map(len, read.values())) > largest:
        raise Unread("too-large")
    return read
