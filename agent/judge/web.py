"""Text of an HTML flavour, visible and hidden, and the way back to the source.

A clipboard's HTML is anybody's: it is cut with RE2 in one pass, in linear time, and never parsed
into a tree. Comments, hidden elements and the attributes that hold words are text here too.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

import re2

from agent.judge.patchwork import Part, Patchwork

#: One part for so many characters of the source, and the rest is judged as it stands, tags and all.
_CHARACTERS_PER_PART = 16
_FEW_PARTS = 2000
#: Tags that do not end a line.
_INLINE = (
    "a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|"
    "strong|sub|sup|tt|u|var|wbr|o:p"
)
#: Runs of tags without attributes first: they are many and say nothing.
_TOKEN = re2.compile(
    rf"(?:</?(?i:{_INLINE})(?:[ \t][^<>=]*)?/?>)+|(?:</?[A-Za-z][^<>=]*>\s{{0,9}})+|"
    r"<!--|-->|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z0-9]{1,31});|"
    r"</?([A-Za-z][A-Za-z0-9:-]*)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>?"
)
_INLINE_RUN = re2.compile(rf"(?:</?(?i:{_INLINE})(?:[ \t][^<>=]*)?/?>)+")
_INLINE_NAMES = frozenset(_INLINE.split("|"))
_WORDS_IN_TAG = re2.compile(
    r"(?i)\b(?:alt|title|content|value|aria-label|placeholder|label|name)\s*=\s*"
    r"(\"[^\"]*\"|'[^']*')"
)


class Page(Patchwork):
    """The words of an HTML source. `text` is what to judge."""

    def __init__(self, source: str) -> None:
        super().__init__(_parts(source.encode("utf-8", "replace").decode()))


def _parts(source: str) -> Iterator[Part]:
    """Each piece of text, in order."""
    at, most = 0, _FEW_PARTS + len(source) // _CHARACTERS_PER_PART
    for count, token in enumerate(_TOKEN.finditer(source)):
        if count == most:
            break
        start, end = token.span()
        if start > at:
            yield Part(source[at:start], at, start)
        yield from _of_token(source[start:end], token.group(1), start)
        at = end
    if at < len(source):
        yield Part(source[at:], at, len(source))


def _of_token(token: str, name: str | None, place: int) -> Iterator[Part]:
    """What a tag, a reference or a comment sign says or parts."""
    end = place + len(token)
    if token[0] == "&":
        yield Part(html.unescape(token), place, end)
        return
    if not (name.lower() in _INLINE_NAMES if name else _INLINE_RUN.fullmatch(token)):
        yield Part("\n", place, end)
    for words in _WORDS_IN_TAG.finditer(token) if "=" in token else ():
        first, last = place + words.start(1) + 1, place + words.end(1) - 1
        yield Part("\n", first, first)
        yield Part(words.group(1)[1:-1], first, last)
        yield Part("\n", last, last)
