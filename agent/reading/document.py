"""The text of one file, or why there is none."""

from __future__ import annotations

from agent.events import Unread
from agent.reading.office import office_text
from agent.reading.plain import plain_text

#: Bytes that are read of one file. A larger one is not read, and that is said.
LARGEST = 16 * 1024 * 1024

_MEDIA = ("image/", "video/", "audio/")
_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"
#: OLE2, the container of old Office files and of those that need a password ([MS-CFB] 2.2).
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def document_text(kind: str, data: bytes | None) -> str | Unread:
    """The words of a file of this MIME type; `data` is None where the asker did not send it.

    What a file is, its first bytes say; `kind` counts only where they say nothing.
    """
    if data is None:
        return Unread.PICTURE if kind.startswith(_MEDIA) else Unread.TOO_LARGE
    if len(data) > LARGEST:
        return Unread.TOO_LARGE
    if data.startswith(_ZIP):
        return office_text(data)
    if data.startswith(_COMPOUND):
        return Unread.LOCKED if _ENCRYPTED in data else Unread.UNKNOWN
    if data.startswith(_PDF):
        return Unread.LOCKED if b"/Encrypt" in data else Unread.UNKNOWN
    text = plain_text(data)
    if text is None:
        return Unread.PICTURE if kind.startswith(_MEDIA) else Unread.UNKNOWN
    return text
