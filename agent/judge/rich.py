"""Text of an RTF flavour, and the way back to the source.

Cut with RE2 in one pass, in linear time: control words vanish or part lines, characters written as
numbers are read (RTF specification 1.9.1).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import re2

from agent.judge.patchwork import Part, Patchwork

_TOKEN = re2.compile(
    r"\\u(-?[0-9]{1,6}) ?\??|\\'([0-9a-fA-F]{2})|\\(par|line|row|page|sect|tab|cell)\b ?|"
    r"\\[a-z]{1,32}-?[0-9]{0,10} ?|\\\*|[{}\r\n]+|\\[^a-z]"
)


class RichText(Patchwork):
    """The words of an RTF source. `text` is what to judge."""

    def __init__(self, source: str) -> None:
        super().__init__(_parts(source.encode("utf-8", "replace").decode()))


def _parts(source: str) -> Iterator[Part]:
    at = 0
    for token in _TOKEN.finditer(source):
        start, end = token.span()
        if start > at:
            yield Part(source[at:start], at, start)
        yield Part(_says(token), start, end)
        at = end
    if at < len(source):
        yield Part(source[at:], at, len(source))


def _says(token: Any) -> str:
    number, byte, parting = token.group(1), token.group(2), token.group(3)
    if number:
        return chr(int(number) % 0x10000)
    if byte:
        return bytes.fromhex(byte).decode("cp1252", "replace")
    if parting:
        return "\t" if parting in ("tab", "cell") else "\n"
    return token.group()[1:] if token.group() in ("\\\\", "\\{", "\\}") else ""
