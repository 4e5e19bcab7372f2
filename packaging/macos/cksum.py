"""The checksum of `cksum` (POSIX.1-2017), which a bill of materials holds for each file.

It is zlib's CRC-32 the other way round: each byte's bits are turned, and so is the result. Written
so, it takes zlib's time and not Python's.
"""

from __future__ import annotations

import zlib

_TURNED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_ALL = 0xFFFFFFFF


def cksum(data: bytes) -> int:
    """32 bits over the bytes and then over their number, least byte first."""
    count = len(data)
    number = count.to_bytes((count.bit_length() + 7) // 8, "little")
    # zlib inverts the register before and after: all ones make it begin with none.
    register = zlib.crc32((data + number).translate(_TURNED), _ALL) ^ _ALL
    return int(f"{register:032b}"[::-1], 2) ^ _ALL
