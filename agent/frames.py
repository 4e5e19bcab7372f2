"""Frames on the door's socket: a 4-byte little-endian length and that many bytes of UTF-8 JSON.

Never pickle: whoever sends a frame may be hostile, and JSON can only be data.
"""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

#: Bytes. 16 MiB of text may grow threefold as JSON in UTF-8.
LARGEST = 48 * 1024 * 1024

_LENGTH = struct.Struct("<I")

Frame = dict[str, Any]


class FrameError(Exception):
    """What arrived is not a frame. The connection cannot be used any more."""


def read_frame(stream: BinaryIO) -> Frame | None:
    """The next frame, or None where the other side has ended.

    Raises FrameError for a length over `LARGEST`, a cut frame, and anything but a JSON object.
    """
    head = stream.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise FrameError("the connection ended within a length")
    (length,) = _LENGTH.unpack(head)
    if length > LARGEST:
        raise FrameError(f"a frame of {length} bytes is over the limit of {LARGEST}")
    body = stream.read(length)
    if len(body) < length:
        raise FrameError("the connection ended within a frame")
    return _decode(body)


def write_frame(stream: BinaryIO, frame: Frame) -> None:
    """Write one frame and flush it.

    Raises FrameError where it is too large, and OSError as sockets do.
    """
    # A lone surrogate (half of a broken UTF-16 pair) has no UTF-8 form: it travels as "?".
    body = json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    if len(body) > LARGEST:
        raise FrameError(f"a frame of {len(body)} bytes is over the limit of {LARGEST}")
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def _decode(body: bytes) -> Frame:
    # No cause is chained: a decoding error would quote the text it stumbled over.
    try:
        frame = json.loads(body)
    except (ValueError, RecursionError):
        raise FrameError("a frame is not JSON in UTF-8") from None
    if not isinstance(frame, dict):
        raise FrameError("a frame is not a JSON object")
    return frame
