"""Text of an HTML flavour, visible and hidden, and the way back to the source.

A clipboard's HTML is anybody's: it is cut with RE2 in one pass, in linear time, and never parsed
into a tree. Comments, hidden elements and the attributes that hold words are text here too.
"""

from __future__ import annotations

import html
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

import re2

from agent.events import Finding

#: More tags than that and the source itself is judged as a text, tags and all.
_MOST_PARTS = 200_000

_TOKEN = re2.compile(
    rb"<!--|-->|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z0-9]{1,31});|"
    rb"</?([A-Za-z][A-Za-z0-9:-]*)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>?"
)
_WORDS_IN_TAG = re2.compile(
    rb"(?i)\b(?:alt|title|content|value|aria-label|placeholder|label|name)\s*=\s*"
    rb"(\"[^\"]*\"|'[^']*')"
)
#: Tags that do not end a line.
_INLINE = frozenset(
    (b"a", b"abbr", b"b", b"bdi", b"bdo", b"big", b"cite", b"code", b"del", b"dfn", b"em", b"font")
    + (b"i", b"ins", b"kbd", b"mark", b"q", b"s", b"samp", b"small", b"span", b"strike", b"strong")
    + (b"sub", b"sup", b"tt", b"u", b"var", b"wbr", b"o:p")
)


class Page:
    """The words of an HTML source. `text` is what to judge."""

    def __init__(self, source: str) -> None:
        # A lone surrogate becomes one question mark: no character changes its place.
        self._data = source.encode("utf-8", "replace")
        self._size = len(source)
        #: Where each part starts, in `text` and in the source.
        self._starts, self._places = array("Q"), array("Q")
        parts, length, character, byte = [], 0, 0, 0
        for part, place in self._parts():
            character, byte = character + self._characters(byte, place), place
            self._starts.append(length)
            self._places.append(character)
            parts.append(part)
            length += len(part)
        self.text = "".join(parts)

    def restored(self, finding: Finding) -> Finding:
        """The same finding with its span in the source."""
        start = self._place(finding.start)
        return replace(finding, start=start, end=max(self._place(finding.end - 1) + 1, start + 1))

    def _parts(self) -> Iterator[tuple[str, int]]:
        """Each piece of text with its byte offset, in order."""
        at = 0
        for count, token in enumerate(_TOKEN.finditer(self._data)):
            if count == _MOST_PARTS:
                break
            if token.start() > at:
                yield self._data[at : token.start()].decode(), at
            yield from self._of_token(token.group(), token.group(1), token.start())
            at = token.end()
        if at < len(self._data):
            yield self._data[at:].decode(), at

    def _of_token(self, token: bytes, name: bytes | None, place: int) -> Iterator[tuple[str, int]]:
        """What a tag, a reference or a comment sign says or parts."""
        if token[:1] == b"&":
            yield html.unescape(token.decode()), place
            return
        if name is None or name.lower() not in _INLINE:
            yield "\n", place
        for words in _WORDS_IN_TAG.finditer(token) if b"=" in token else ():
            start, end = words.span(1)
            yield "\n" + token[start + 1 : end - 1].decode() + "\n", place + start

    def _characters(self, start: int, end: int) -> int:
        if len(self._data) == self._size:
            return end - start
        return len(self._data[start:end].decode())

    def _place(self, position: int) -> int:
        part = max(bisect_right(self._starts, position) - 1, 0)
        place = self._places[part] + position - self._starts[part]
        return int(min(place, self._size - 1))
