"""Text files in the encodings that people's files have."""

from __future__ import annotations

import codecs

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that one's
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Bytes that no text has: control characters other than tab, line feed, form feed, return, escape.
_NEVER = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def plain_text(data: bytes) -> str | None:
    """The text of a file, or None where it is none."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if len(data.translate(None, _NEVER)) < len(data):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # The commonest encoding of old files; the few bytes it lacks are no words.
        return data.decode("cp1252", "replace")
