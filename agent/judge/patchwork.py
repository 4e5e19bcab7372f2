"""A text put together from parts of another, and the way back from the one to the other."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from agent.events import Finding
from agent.judge.patience import PART

#: Parts that a source is cut into: so many, and one more for so many characters. The rest is read
#: as it stands: a page has a tag for every hundred characters or so.
MOST_PARTS = 2000
CHARACTERS_PER_PART = 64


class Part(NamedTuple):
    """What `source[start:end]` (characters) says."""

    says: str
    start: int
    end: int

    def __repr__(self) -> str:
        return f"Part({self.start}, {self.end})"


#: The parts of one token of a source, given with the place where it starts.
Reader = Callable[[str, int], Sequence[Part]]


class Patchwork:
    """The parts in order. `text` is what to judge."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._begins, self._starts, self._ends = array("Q"), array("Q"), array("Q")
        said, length = [], 0
        for says, start, end in parts:
            self._begins.append(length)
            self._starts.append(start)
            self._ends.append(end)
            said.append(says)
            length += len(says)
        self._begins.append(length)
        self.text = "".join(said)

    @property
    def looks(self) -> int:
        """What it took to put this together, as `Patience` counts."""
        return PART * len(self._starts)

    def restored(self, finding: Finding) -> Finding:
        """The same finding with its span in the source.

        A part as long as its source stands there letter by letter; of any other, such as an encoded
        block, the finding covers the whole.
        """
        start = self._place(finding.start)[0]
        end = self._place(max(finding.end - 1, finding.start))[1]
        return finding.moved(start, max(end, start + 1))

    def _place(self, position: int) -> tuple[int, int]:
        part = min(max(bisect_right(self._begins, position) - 1, 0), len(self._starts) - 1)
        start, end = self._starts[part], self._ends[part]
        if self._begins[part + 1] - self._begins[part] != end - start:
            return start, end
        here = start + position - self._begins[part]
        return here, here + 1


def parts(source: str, spans: Iterable[tuple[int, int]], read: Reader) -> Iterator[Part]:
    """Each piece of `source`: what is in the spans, in order, as `read` reads it, and the rest."""
    at, left = 0, MOST_PARTS + len(source) // CHARACTERS_PER_PART
    for start, end in spans:
        if start < at:
            continue
        if start > at:
            yield Part(source[at:start], at, start)
        said = read(source[start:end], start)
        yield from said
        at, left = end, left - 1 - len(said)
        if left < 0:
            break
    if at < len(source):
        yield Part(source[at:], at, len(source))


def reader(says: Callable[[str], str]) -> Reader:
    """Reads each token as one part. For one source: tokens repeat, and what they say is kept."""
    says = cache(says)
    return lambda token, place: [Part(says(token), place, place + len(token))]


def spans(source: str, tokens: Any) -> Iterator[tuple[int, int]]:
    """Where `tokens` stand: a compiled RE2 of bytes, without groups, of ASCII signs only.

    Every other character counts as one `?` to it: so a place in bytes is a place in characters, and
    nothing needs to be decoded.
    """
    for match in tokens.finditer(source.encode("ascii", "replace")):
        yield match.span()
