"""Text of an HTML flavour, visible and hidden, and the way back to the source.

A clipboard's HTML is anybody's: it is cut with RE2 in one pass, in linear time, and never parsed
into a tree. Comments, hidden elements and the attributes that hold words are text here too.
"""

from __future__ import annotations

import html
from array import array
from bisect import bisect_right
from dataclasses import replace

import re2

from agent.events import Finding

#: More tags than that and the source itself is judged as a text, tags and all.
_MOST_PARTS = 200_000

_TAG = re2.compile(
    r"(<!--|-->|</?[A-Za-z][A-Za-z0-9:-]*|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z0-9]{1,31});)"
)
_TAG_END = re2.compile(r"""(?s)(?:[^<>"']|"[^"<]*"|'[^'<]*')*>?""")
_WORDS_IN_TAG = re2.compile(
    r"""(?is)\b(?:alt|title|content|value|aria-label|placeholder|label|name)\s*=\s*("[^"]*"|'[^']*')"""
)
#: Tags that do not end a line.
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins")
    + ("kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt")
    + ("u", "var", "wbr", "o:p")
)


class Page:
    """The words of an HTML source. `text` is what to judge."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._starts, self._places = array("Q"), array("Q")
        self._parts: list[str] = []
        self._length = 0
        self._read()
        if len(self._parts) > _MOST_PARTS:
            self._take_all()
        self.text = "".join(self._parts)
        self._parts = []

    def restored(self, finding: Finding) -> Finding:
        """The same finding with its span in the source."""
        start = self._place(finding.start)
        return replace(finding, start=start, end=max(self._place(finding.end - 1) + 1, start))

    def _read(self) -> None:
        at, source = 0, self._source
        while (match := _TAG.search(source, at)) and len(self._parts) <= _MOST_PARTS:
            self._add(source[at : match.start()], at)
            at = self._pass(match.group(1), match.start(), match.end())
        self._add(source[at:], at)

    def _pass(self, opening: str, start: int, end: int) -> int:
        """Read one tag, reference or comment sign; return where the text goes on."""
        if opening[0] == "&":
            self._add(html.unescape(opening), start)
            return end
        if opening in ("<!--", "-->"):
            self._add("\n", start)
            return end
        stop = _TAG_END.match(self._source, end).end()
        if opening.lstrip("</").lower() not in _INLINE:
            self._add("\n", start)
        for words in _WORDS_IN_TAG.finditer(self._source, end, stop):
            first, last = words.span(1)
            self._add("\n" + self._source[first + 1 : last - 1] + "\n", first)
        return int(stop)

    def _add(self, text: str, place: int) -> None:
        if text:
            self._starts.append(self._length)
            self._places.append(place)
            self._parts.append(text)
            self._length += len(text)

    def _take_all(self) -> None:
        self._parts, self._length = [], 0
        self._starts, self._places = array("Q"), array("Q")
        self._add(self._source, 0)

    def _place(self, position: int) -> int:
        if not self._starts:
            return 0
        part = max(bisect_right(self._starts, position) - 1, 0)
        return min(
            self._places[part] + position - self._starts[part], max(len(self._source) - 1, 0)
        )
