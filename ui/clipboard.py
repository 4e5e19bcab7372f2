"""The clipboard, as far as the person wants it seen.

Qt tells that it changed and lists the formats. A password manager's mark among them is honoured:
nothing is fetched then. What is fetched is bounded, and it is read on a thread of its own, so an
owner that hangs holds up nobody. The text goes to the agent and is kept nowhere.
"""

from __future__ import annotations

import codecs
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QByteArray, QMimeData, QObject, Signal
from PySide6.QtGui import QClipboard

from agent.events import HTML, PLAIN

log = logging.getLogger(__name__)

#: Bytes of all flavours together. What is larger is *not checked*.
LARGEST = 16 * 1024 * 1024

#: Formats by which a password manager says: not for others. Compared in lower case.
CONCEALED = frozenset(
    {
        # KDE's hint, set by KeePassXC, Firefox's private windows and others.
        "x-kde-passwordmanagerhint",
        # nspasteboard.org, as such and as Qt names it.
        "org.nspasteboard.concealedtype",
        "application/x-nspasteboard-concealed-type",
        # Windows, and as Qt names formats it does not know.
        "excludeclipboardcontentfrommonitorprocessing",
        "clipboard viewer ignore",
        'application/x-qt-windows-mime;value="excludeclipboardcontentfrommonitorprocessing"',
        'application/x-qt-windows-mime;value="clipboard viewer ignore"',
    }
)


class Unread(Exception):
    """The clipboard was not read; `state` is a word of docs/door.md, *copied*."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Reader(Protocol):
    """Fetches formats, on any thread. Raises Unread for `too-large` and `stuck`."""

    def __call__(self, formats: Sequence[str], largest: int) -> Mapping[str, bytes]: ...


class Clipboard(QObject):
    """Says that there is something new, and reads or replaces it when asked."""

    #: Someone else has copied something. Our own writes are not told.
    copied = Signal()

    def __init__(self, clipboard: QClipboard, read: Reader) -> None:
        super().__init__()
        self._clipboard = clipboard
        self._read = read
        clipboard.dataChanged.connect(self._changed)

    @property
    def ours(self) -> bool:
        """Whether what stands there was written by us."""
        return self._clipboard.ownsClipboard()

    def formats(self) -> list[str]:
        """What is offered, by MIME type. Fetches no data. Call it in the window's thread."""
        offered = self._clipboard.mimeData()
        return list(offered.formats()) if offered is not None else []

    def texts(self, formats: Sequence[str]) -> dict[str, str]:
        """The text flavours. Call it on a thread that may wait.

        Raises Unread: `empty`, `concealed`, `too-large` or `stuck`.
        """
        if is_concealed(formats):
            raise Unread("concealed")
        kinds = [kind for kind in (PLAIN, HTML) if kind in formats]
        fetched = self._read(kinds, LARGEST) if kinds else {}
        texts = {kind: decoded(data) for kind, data in fetched.items() if data}
        if not texts:
            raise Unread("empty")
        return texts

    def everything(self, formats: Sequence[str]) -> dict[str, bytes]:
        """Each format's bytes, to put them back. On a thread that may wait; raises Unread."""
        if is_concealed(formats):
            raise Unread("concealed")
        # Qt's own names stand for formats that are offered under their real name as well.
        kinds = [kind for kind in formats if not kind.startswith("application/x-qt")]
        return dict(self._read(kinds, LARGEST))

    def put_text(self, text: str) -> None:
        """Replace all flavours by this text."""
        self._clipboard.setText(text)

    def put_back(self, everything: Mapping[str, bytes]) -> None:
        """Offer again what `everything` gave."""
        mime = QMimeData()
        for kind, data in everything.items():
            mime.setData(kind, QByteArray(data))
        self._clipboard.setMimeData(mime)

    def clear(self) -> None:
        self._clipboard.clear()

    def _changed(self) -> None:
        if not self.ours:
            self.copied.emit()


def is_concealed(formats: Iterable[str]) -> bool:
    """Whether a password manager asks not to look."""
    return any(kind.lower() in CONCEALED for kind in formats)


def decoded(data: bytes) -> str:
    """The text in a flavour: UTF-8, or UTF-16 as browsers write HTML. Never fails."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if data[1:2] == b"\0":
        return data.decode("utf-16-le", "replace")
    return data.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\0")
