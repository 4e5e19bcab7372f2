"""Undoes what hides a mark from a word search, and remembers where each character stood.

Full-width letters, ligatures (NFKC), invisible format characters, soft hyphens, look-alike letters,
letter-spaced and hyphen-spaced capitals. Costs nothing for plain ASCII without spaced capitals.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import re2

from agent.judge.confusables import CONFUSABLES

#: Characters folded at a time. An offset is found by walking one piece, never the whole text.
_PIECE = 4096
#: Combining marks that may follow one character before a piece is cut there all the same.
_LONGEST_CLUSTER = 32
#: Above so many different characters one pass of `translate` beats one `replace` for each.
_FEW = 12
#: Runs of spaced capitals joined in one text; a text with more is not a document.
_MOST_RUNS = 2000

_SPACED = re2.compile(rb"\b[A-Z](?:[ .\-_]{1,3}[A-Z]){3,60}\b")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as the rules read it, and the way back to the text as it was."""

    text: str = field(repr=False)
    data: bytes = field(repr=False)
    _original: str = field(repr=False)
    #: Start of each piece, in the folded text and in the original; empty where nothing moved.
    _folded_starts: array[int] = field(repr=False)
    _original_starts: array[int] = field(repr=False)
    #: Folded spans of spaced capitals: a finding in one covers all of it.
    _runs: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span, in characters, of a span of the folded text."""
        for run_start, run_end in self._runs:
            if run_start <= start < run_end:
                start = run_start
            if run_start < end <= run_end:
                end = run_end
        if not self._folded_starts:
            return start, end
        return self._place(start), self._place(end, after=True)

    def _place(self, position: int, after: bool = False) -> int:
        """Where `position` was. `after`: behind the character before it, not at the next one."""
        sought = position - 1 if after else position
        piece = max(bisect_right(self._folded_starts, sought) - 1, 0)
        here, there = self._folded_starts[piece], self._original_starts[piece]
        stop = min(there + _PIECE + _LONGEST_CLUSTER, len(self._original))
        for cluster in _clusters(self._original, there, stop):
            width = len(_fold_piece(cluster))
            if here + width > sought:
                return there + len(cluster) if after else there
            here, there = here + width, there + len(cluster)
        return there


def fold(text: str) -> Folded:
    """The text in its plain form. Linear in time and space; takes lone surrogates."""
    if text.isascii():
        return _join_spaced(text, text, array("Q"), array("Q"))
    changes = {c: plain for c in set(text) if (plain := _fold_character(c)) != c}
    if _keeps_places(set(text), changes):
        return _join_spaced(_exchange(text, changes), text, array("Q"), array("Q"))
    pieces, folded_starts, original_starts, at = [], array("Q"), array("Q"), 0
    for start, end in _pieces(text):
        piece = _fold_piece(text[start:end])
        folded_starts.append(at)
        original_starts.append(start)
        pieces.append(piece)
        at += len(piece)
    return _join_spaced("".join(pieces), text, folded_starts, original_starts)


def _keeps_places(alphabet: set[str], changes: Mapping[str, str]) -> bool:
    """Whether each character becomes exactly one, and none joins the one before it."""
    return all(len(plain) == 1 for plain in changes.values()) and not any(
        unicodedata.combining(c) or "\u1100" <= c <= "\u11ff" for c in alphabet
    )


def fold_word(word: str) -> str:
    """A rule's word as it stands in a folded text."""
    return _fold_piece(word)


def _join_spaced(
    folded: str, original: str, folded_starts: array[int], original_starts: array[int]
) -> Folded:
    """Write `S E C R E T` as `SECRET` and six blanks: no offset changes."""
    data = folded.encode("utf-8", "replace")
    runs: list[tuple[int, int]] = []
    for match in _SPACED.finditer(data):
        if len(runs) == _MOST_RUNS:
            break
        runs.append(match.span())
    if not runs:
        return Folded(folded, data, original, folded_starts, original_starts)
    joined = bytearray(data)
    for start, end in runs:
        joined[start:end] = _joined(data[start:end])
    places = runs if folded.isascii() else _characters(data, runs)
    plain = bytes(joined)
    return Folded(plain.decode(), plain, original, folded_starts, original_starts, tuple(places))


def _joined(run: bytes) -> bytes:
    """Drop single separators; keep one blank where a wider gap parts two words."""
    gap = rb"  " in run or rb" - " in run
    words = run.split(b"  ") if gap else [run]
    letters = b" ".join(bytes(c for c in word if chr(c).isalpha()) for word in words)
    return letters.ljust(len(run))


def _characters(data: bytes, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Byte spans, in order, as character spans."""
    places, at, characters = [], 0, 0
    for start, end in spans:
        characters += len(data[at:start].decode())
        length = end - start
        places.append((characters, characters + length))
        at, characters = end, characters + length
    return places


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = min(start + _PIECE, len(text))
        for _ in range(_LONGEST_CLUSTER):
            if end < len(text) and unicodedata.combining(text[end]):
                end += 1
        yield start, end
        start = end


def _clusters(text: str, start: int, stop: int) -> Iterator[str]:
    """Each character with the combining marks that follow it."""
    while start < stop:
        end = start + 1
        while end < stop and unicodedata.combining(text[end]):
            end += 1
        yield text[start:end]
        start = end


def _fold_piece(piece: str) -> str:
    if piece.isascii():
        return piece
    if not unicodedata.is_normalized("NFKC", piece):
        piece = unicodedata.normalize("NFKC", piece)
    return _exchange(piece, {c: plain for c in set(piece) if (plain := _plain(c)) != c})


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    return _fold_piece(character)


def _exchange(text: str, changes: Mapping[str, str]) -> str:
    if len(changes) > _FEW:
        return text.translate({ord(c): plain for c, plain in changes.items()})
    for character, plain in changes.items():
        text = text.replace(character, plain)
    return text


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """What one character becomes: itself, its look-alike, a blank, or nothing."""
    if character in CONFUSABLES:
        return CONFUSABLES[character]
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    if category in ("Zs", "Zl", "Zp"):
        return " " if category == "Zs" else "\n"
    return character
