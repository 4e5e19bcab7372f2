"""What a text says when its encoded blocks are read: HTML references, percent signs, base64.

One level only: who encodes twice is not pasting by mistake.
"""

from __future__ import annotations

import base64
import html
from urllib.parse import unquote

import re2

from agent.judge.patchwork import Patchwork, parts, reader, spans

_REFERENCES = r"(?:&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)+"
_PERCENT = r"(?:%[0-9A-Fa-f]{2})+"
_BASE64 = r"[A-Za-z0-9+/]{24}[A-Za-z0-9+/_-]*(?:\r?\n[A-Za-z0-9+/_-]{4,}={0,2}(?m:$))*={0,2}"
_BLOCKS = re2.compile(f"{_REFERENCES}|{_PERCENT}|{_BASE64}".encode())
#: Characters of base64 that show whether the rest is worth reading; a multiple of four.
_SAMPLE = 96


def decoded(text: str) -> Patchwork | None:
    """The text with its blocks read; None where it has none. Linear in time and space."""
    inner = Patchwork(parts(text, spans(text, _BLOCKS), reader(_says)))
    return inner if inner.text != text else None


def _says(block: str) -> str:
    if block[0] == "&":
        return html.unescape(block)
    if block[0] == "%":
        return unquote(block)
    return _of_base64(block) or block


def _of_base64(block: str) -> str:
    """The words in it; empty where it holds no words."""
    letters = block.replace("\r", "").replace("\n", "").rstrip("=")
    letters = letters.replace("-", "+").replace("_", "/")
    sample = _words(letters[:_SAMPLE])
    return _words(letters) if sample and len(letters) > _SAMPLE else sample


def _words(letters: str) -> str:
    """`letters` without padding; a remainder that fills no byte is dropped."""
    whole = letters[:-1] if len(letters) % 4 == 1 else letters
    data = base64.b64decode(whole + "=" * (-len(whole) % 4))
    # A sample may cut a character in two: the replacement at its end is no sign of nonsense.
    for encoding in ("utf-8", "utf-16-le"):
        words = data.decode(encoding, "replace").rstrip("\N{REPLACEMENT CHARACTER}")
        if len(words) >= len(data) // 3 and _readable(words):
            return words
    return ""


def _readable(words: str) -> bool:
    """Prose or data, not chance: printable throughout, most of it of one script."""
    start = words[:_SAMPLE]
    printable = start.replace("\t", "").replace("\r", "").replace("\n", "").isprintable()
    plain = len(start.encode("ascii", "ignore"))
    return printable and "\N{REPLACEMENT CHARACTER}" not in start and plain * 5 >= len(start)
