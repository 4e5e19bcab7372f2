"""A message between browser and host that is too large for one: it travels in parts.

A browser takes no message over 1 MB from a host, and gives it none over 64 MiB
(developer.chrome.com, "Native messaging"). A part is a message of its own:

    {"id": 7, "part": 0, "of": 3, "json": "…"}

The texts of all parts in their order, put together, are the message as JSON.
`ui/browser/background/parts.js` does the same on the other side.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from agent.frames import LARGEST, Frame

#: Bytes that a browser accepts in one message.
MOST_TO_BROWSER = 1024 * 1024
#: Bytes of JSON in one part. As a text within JSON each of them becomes two at the most.
PART = 480 * 1024


class PartError(Exception):
    """A part that belongs to nothing."""


def messages(frame: Frame) -> Iterator[bytes]:
    """The frame as one message, or as many as it needs."""
    body = _encoded(frame)
    if len(body) <= MOST_TO_BROWSER:
        yield body
        return
    pieces = tuple(_pieces(body))
    for number, piece in enumerate(pieces):
        text = piece.decode("utf-8")
        yield _encoded({"id": frame.get("id"), "part": number, "of": len(pieces), "json": text})


class Parts:
    """Puts the parts of one message together; a message begun later ends an unfinished one."""

    def __init__(self) -> None:
        self._id: Any = None
        self._texts: list[str] = []
        self._size = 0

    def add(self, part: Frame) -> Frame | None:
        """The whole message with its last part. Raises PartError; then the message is given up."""
        number, of, text = part.get("part"), part.get("of"), part.get("json")
        if number == 0:
            self._begin(part.get("id"))
        if (
            part.get("id") != self._id
            or number != len(self._texts)
            or not isinstance(of, int)
            or not isinstance(text, str)
            or self._size + len(text) > LARGEST
        ):
            self._begin(None)
            raise PartError
        self._texts.append(text)
        self._size += len(text)
        return self._whole() if len(self._texts) == of else None

    def _begin(self, message: Any) -> None:
        self._id, self._texts, self._size = message, [], 0

    def _whole(self) -> Frame:
        text = "".join(self._texts)
        self._begin(None)
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            raise PartError from None  # a decoding error would quote the text
        if not isinstance(message, dict):
            raise PartError
        return message


def _pieces(body: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(body):
        end = min(start + PART, len(body))
        while end < len(body) and body[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        yield body[start:end]
        start = end


def _encoded(message: Frame) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
