"""The search finds what it must: without this, finding nothing would say nothing."""

from __future__ import annotations

import base64
import gzip
import hashlib
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.privacy.search import Search, make_canaries

CANARIES = make_canaries(50, seed=1)
SEARCH = Search(CANARIES)
NOISE = bytes(range(256)) * 4 + b"an ordinary line of a log, and another one\n" * 20

DISGUISES: dict[str, Callable[[bytes], bytes]] = {
    "raw": lambda word: word,
    "lower": bytes.lower,
    "shingle": lambda word: word[5:13],
    "utf-16-le": lambda word: word.decode().encode("utf-16-le"),
    "utf-16-be": lambda word: word.decode().encode("utf-16-be"),
    "reversed": lambda word: word[::-1],
    "base64": base64.b64encode,
    "base64 at 1": lambda word: base64.b64encode(b"a" + word),
    "base64 at 2": lambda word: base64.b64encode(b"ab" + word),
    "base64url": lambda word: base64.urlsafe_b64encode(b"\xff\xfe" + word),
    "hexadecimal": lambda word: word.hex().encode(),
    "percent": lambda word: "".join(f"%{byte:02X}" for byte in word).encode(),
    "quoted": lambda word: quote(word + b"/ /").encode(),
    "gzip": lambda word: gzip.compress(word * 3),
    "zlib": lambda word: zlib.compress(word + b" and more"),
    "gzip in base64": lambda word: base64.b64encode(gzip.compress(word)),
    "md5": lambda word: hashlib.md5(word).digest(),
    "sha1": lambda word: hashlib.sha1(word).hexdigest().encode(),
    "sha256": lambda word: hashlib.sha256(word).hexdigest().encode(),
}


@pytest.mark.parametrize("disguise", DISGUISES)
def test_each_disguise_is_seen_through(disguise: str) -> None:
    for canary in CANARIES:
        hidden = DISGUISES[disguise](canary.encode())
        assert SEARCH.finds(NOISE + hidden + NOISE), canary


def test_what_holds_none_is_not_accused() -> None:
    assert not SEARCH.finds(NOISE)
    assert not SEARCH.finds(Path(__file__).read_bytes())


def test_a_file_is_searched_by_content_and_by_name(tmp_path: Path) -> None:
    (tmp_path / "clean").write_bytes(NOISE)
    (tmp_path / CANARIES[0]).write_bytes(b"")
    (tmp_path / "log").write_bytes(CANARIES[1].encode())

    assert {file.name for file in SEARCH.in_files(tmp_path)} == {CANARIES[0], "log"}
