"""Text of an HTML flavour, visible and hidden, and the way back to the source.

A clipboard's HTML is anybody's: it is cut with RE2 in one pass, in linear time, and never parsed
into a tree. Comments, hidden elements and the attributes that hold words are text here too.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

import re2

from agent.judge.patchwork import Part, Patchwork, parts, spans

_NAMES = (
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i"),
    *("ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"),
    *("tt", "u", "var", "wbr", "o:p"),
)
#: Tags that do not end a line.
_INLINE = frozenset(_NAMES)
#: Runs of tags without attributes first: they are many and say nothing.
_TOKENS = re2.compile(
    (
        rf"(?:</?(?i:{'|'.join(_NAMES)})(?:\s[^<>=]*)?/?>)+|(?:</?[A-Za-z][^<>=]*>\s{{0,9}})+|"
        r"<!--|-->|(?:&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z0-9]{1,31});)+|"
        r"</?[A-Za-z][A-Za-z0-9:-]*(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>?"
    ).encode()
)
#: From the name of an attribute that holds words to the quotation mark that ends them.
_WORDS_IN_TAG = re2.compile(
    rb"(?i)\b(?:alt|title|content|value|aria-label|placeholder|label|name)\s*=\s*"
    rb"(?:\"[^\"]*\"|'[^']*')"
)


class Page(Patchwork):
    """The words of an HTML source. `text` is what to judge."""

    def __init__(self, source: str) -> None:
        super().__init__(parts(source, spans(source, _TOKENS), _read))


def _read(token: str, place: int) -> list[Part]:
    """What a tag, a reference or a comment sign says or parts."""
    end = place + len(token)
    if token[0] == "&":
        return [Part(html.unescape(token), place, end)]
    parting = [Part("\n", place, end)] if _name(token) not in _INLINE else []
    return parting + list(_words(token, place)) if "=" in token else parting


def _name(tag: str) -> str:
    """The name of the first tag; of a comment its signs."""
    return tag[1:40].lstrip("/").partition(">")[0].partition(" ")[0].strip("/\t\r\n").lower()


def _words(tag: str, place: int) -> Iterator[Part]:
    """What attributes say, each on a line of its own: a line end stands for each quotation mark."""
    signs = tag.encode("ascii", "replace")
    for match in _WORDS_IN_TAG.finditer(signs):
        end = match.end()
        start = signs.index(signs[end - 1], match.start())
        yield Part(f"\n{tag[start + 1 : end - 1]}\n", place + start, place + end)
