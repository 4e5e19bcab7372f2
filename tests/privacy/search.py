"""Looks for canaries in bytes, however they were disguised on the way.

A canary is 8 fixed characters and 16 of its own. Found is any 8 characters in a row of any of them:
raw, as UTF-16, reversed, in base64 at any offset, hexadecimal, percent-encoded, compressed; and the
digests of whole canaries.
"""

from __future__ import annotations

import hashlib
import random
import re
import string
import zlib
from base64 import b64decode
from collections.abc import Iterable, Iterator
from pathlib import Path

SHINGLE = 8
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}")
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}){8,}")
_PERCENT = re.compile(rb"%([0-9a-fA-F]{2})")
_DIGESTS = (hashlib.md5, hashlib.sha1, hashlib.sha256)
#: How zlib and gzip streams begin.
_PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")


def make_canaries(count: int, seed: int) -> list[str]:
    """Words that stand nowhere by chance."""
    chance = random.Random(seed)
    letters = string.ascii_letters + string.digits
    return ["Kq7Zx9Vw" + "".join(chance.choices(letters, k=16)) for _each in range(count)]


class Search:
    """What to look for, and looking."""

    def __init__(self, canaries: Iterable[str]) -> None:
        self._needles: set[bytes] = set()
        for canary in canaries:
            word = canary.encode()
            for text in (word, word.lower(), word.upper()):
                self._needles |= {text[i : i + SHINGLE] for i in range(len(text) - SHINGLE + 1)}
            self._needles |= {kind(word).digest()[:SHINGLE] for kind in _DIGESTS}

    def finds(self, data: bytes) -> bool:
        """Whether any of them stands in the data, in any disguise."""
        return any(self._stands(one) for one in _disguises(data, 2))

    def in_files(self, *folders: Path) -> list[Path]:
        """The files below these folders that hold one, by content or by name."""
        files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
        return [f for f in files if self.finds(f.read_bytes() + b"\0" + f.name.encode())]

    def _stands(self, data: bytes) -> bool:
        needles = self._needles
        return any(data[i : i + SHINGLE] in needles for i in range(len(data) - SHINGLE + 1))


def _disguises(data: bytes, depth: int) -> Iterator[bytes]:
    yield data
    yield data[::-1]
    yield data[::2]
    yield data[1::2]
    if b"%" in data:
        yield _PERCENT.sub(lambda found: bytes([int(found[1], 16)]), data)
    for inner in (*_base64(data), *_hexadecimal(data), *_unpacked(data)):
        if depth > 1:
            yield from _disguises(inner, depth - 1)
        else:
            yield inner


def _base64(data: bytes) -> Iterator[bytes]:
    for run in _BASE64.findall(data):
        for offset in range(4):
            part = run[offset:]
            part = part[: len(part) // 4 * 4]
            if part:
                yield b64decode(part.replace(b"-", b"+").replace(b"_", b"/"))


def _hexadecimal(data: bytes) -> Iterator[bytes]:
    for run in _HEX.findall(data):
        yield bytes.fromhex(run.decode("ascii"))


def _unpacked(data: bytes) -> Iterator[bytes]:
    for found in _PACKED.finditer(data):
        try:
            unpacked = zlib.decompressobj(wbits=47).decompress(data[found.start() :], 10_000_000)
        except zlib.error:
            continue
        if unpacked:
            yield unpacked
