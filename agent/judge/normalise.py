"""Undoes what hides a mark from a word search, and remembers where each character stood.

Full-width letters, ligatures (NFKC), invisible format characters, soft hyphens, look-alike letters,
spaced letters and words broken at the end of a line. Costs nothing for plain ASCII without those.
"""

from __future__ import annotations

import sys
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, islice
from unicodedata import combining

import re2

from agent.judge.confusables import CONFUSABLES
from agent.judge.glance import Glance
from agent.judge.patchwork import Part, Patchwork
from agent.judge.patience import RUN, WAY_BACK

#: Characters folded at a time. An offset is found by walking one piece, never the whole text.
_PIECE = 256
#: Combining marks that may follow one character before a piece is cut there all the same.
_LONGEST_CLUSTER = 32
#: Runs that are joined: so many, and one more for so many bytes. The rest stays as it stands.
MOST_RUNS = 500
BYTES_PER_RUN = 64
#: No character before it joins the one in front of it.
_FIRST_COMBINING = "\u0300"
#: Above so many different characters one pass of `translate` beats one `replace` for each.
_FEW = 12
#: `S E C R E T`, `S-E-C-R-E-T`, and `SEC-` at the end of a line before `RET`. RE2 knows borders of
#: ASCII words only: a run of other letters takes one sign along in front. Whatever is not ASCII
#: passes for a letter here: exact classes would make the automaton large.
_OTHER, _SIGN = r"\x{80}-\x{10FFFF}", r"[ .\-_|*~+]{1,3}"
#: Signs that may end a run and belong to none of its letters.
_REAR = " \t.:;,!?)]"
_APART_EXPRESSION = (
    rf"(?m:\b|^|[ \t\[(\"'>#])"
    rf"(?:[A-Z{_OTHER}](?:{_SIGN}[A-Z{_OTHER}]){{2,}}|[A-Za-z](?:{_SIGN}[a-z]){{2,}})"
    rf"(?m:\b|[ \t.:;,!?)\]]|$)|"
    rf"[A-Za-z{_OTHER}]{{2}}-[ \t]{{0,2}}\r?\n[ \t]{{0,4}}[A-Za-z{_OTHER}]+"
)
_APART = re2.compile(_APART_EXPRESSION.encode())
#: Capitals with digits or signs among them, which may stand for letters: `S3CR3T`.
_MIXED_EXPRESSION = r"[A-Z][0-9$@]+[A-Z]|[0-9$@][A-Z]{2}|[A-Z]{2}[0-9$@]"
#: What may be written in base64, as a reference or with percent signs.
_ENCODED_EXPRESSION = r"[A-Za-z0-9+/]{24}|&[#A-Za-z]|%[0-9A-Fa-f]{2}"
#: One look for all of it: most texts have none.
_UNUSUAL = Glance(f"{_APART_EXPRESSION}|{_MIXED_EXPRESSION}|{_ENCODED_EXPRESSION}")
_MIXED = Glance(_MIXED_EXPRESSION)
_ASCII = bytes(range(128))


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as the rules read it, and the way back to the text as it was."""

    text: str = field(repr=False)
    data: bytes = field(repr=False)
    _original: str = field(repr=False)
    #: Start of each piece, in the folded text and in the original; empty where nothing moved.
    _folded_starts: array[int] = field(repr=False)
    _original_starts: array[int] = field(repr=False)
    #: Folded spans of words that stood apart, in order: a finding in one covers all of it.
    _runs: Sequence[tuple[int, int]] = field(default=(), repr=False)
    #: Nothing in it is encoded, spaced or mixed with digits.
    usual: bool = False
    #: Number of a piece → its clusters, for the pieces that were asked for.
    _walked: dict[int, tuple[Sequence[int], Sequence[int]]] = field(
        default_factory=dict, repr=False, compare=False
    )
    #: Cluster → its length once folded.
    _lengths: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    @property
    def looks(self) -> int:
        """What it took to close up the words that stood apart, as `Patience` counts."""
        return RUN * len(self._runs)

    @property
    def looks_back(self) -> int:
        """What it takes to find one place of the original."""
        return WAY_BACK if self._folded_starts else 0

    def has_digits_among_capitals(self) -> bool:
        """Whether digits or signs may stand for letters in it: `S3CR3T`."""
        return not self.usual and _MIXED.of(self.data)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span, in characters, of a span of the folded text."""
        start, end = self._run(start)[0], self._run(end - 1)[1]
        if not self._folded_starts:
            return start, end
        return self._place(start), self._place(end, after=True)

    def closed_up(self) -> Patchwork | None:
        """The folded text with nothing left where words stood apart; None where none did.

        Two words that were spaced stand beside each other then, as their mark's grammar has it.
        """
        if not self._runs:
            return None
        parts, at = [], 0
        for start, end in self._runs:
            parts.append(Part(self.text[at:start], at, start))
            parts.append(Part(self.text[start:end].strip(), start, end))
            at = end
        return Patchwork([*parts, Part(self.text[at:], at, len(self.text))])

    def apart(self, position: int) -> bool:
        """Whether this character belongs to a word whose letters stood apart on one line."""
        if not self._runs:
            return False
        start, end = self._run(position)
        return end - start > 1 and self.text[end - 1] != "\n"

    def _run(self, position: int) -> tuple[int, int]:
        """The span of the run around this character, or of the character alone."""
        before = bisect_right(self._runs, (position, sys.maxsize)) - 1
        run = self._runs[before] if before >= 0 else (0, 0)
        return run if run[0] <= position < run[1] else (position, position + 1)

    def _place(self, position: int, after: bool = False) -> int:
        """Where `position` was. `after`: behind the character before it, not at the next one."""
        sought = position - 1 if after else position
        piece = max(bisect_right(self._folded_starts, sought) - 1, 0)
        folded, original = self._clusters_of(piece)
        cluster = max(bisect_right(folded, sought) - 1, 0)
        return original[cluster + 1 if after else cluster]

    def _clusters_of(self, piece: int) -> tuple[Sequence[int], Sequence[int]]:
        """Where each cluster of a piece starts, folded and in the original, and the end of both.

        Walked once for each piece, however many places in it are asked for.
        """
        if piece not in self._walked:
            here, there = self._folded_starts[piece], self._original_starts[piece]
            source = self._original[there : there + _PIECE + _LONGEST_CLUSTER]
            folded, original = _starts(source, here, there, self._lengths)
            # Where a cluster vanishes, what is sought is the one behind it; the end is no cluster.
            self._walked[piece] = folded[:-1] or folded, original
        return self._walked[piece]


def fold(text: str) -> Folded:
    """The text in its plain form. Linear in time and space; takes lone surrogates."""
    if text.isascii():
        return _join_apart(text, text, array("Q"), array("Q"))
    alphabet = _beyond_ascii(text)
    changes = {c: plain for c in alphabet if (plain := _fold_character(c)) != c}
    if _keep_places(alphabet):
        return _join_apart(_exchange(text, changes), text, array("Q"), array("Q"))
    pieces, folded_starts, original_starts, at = [], array("Q"), array("Q"), 0
    for start, end in _pieces(text):
        piece = _fold_piece(text[start:end])
        folded_starts.append(at)
        original_starts.append(start)
        pieces.append(piece)
        at += len(piece)
    return _join_apart("".join(pieces), text, folded_starts, original_starts)


def _beyond_ascii(text: str) -> set[str]:
    """The characters of a text that are not ASCII: where they are few, much faster than a set."""
    data = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return set(data.decode("utf-8", "surrogatepass"))


def folded_already(text: str) -> Folded:
    """A text made of what a folded one says: nothing in it has moved."""
    return Folded(text, text.encode("utf-8", "replace"), text, array("Q"), array("Q"), usual=True)


def _keep_places(alphabet: set[str]) -> bool:
    """Whether each character becomes exactly one, and none joins the one before it."""
    return all(len(_fold_character(c)) == 1 for c in alphabet) and not any(
        combining(c) or "\u1100" <= c <= "\u11ff" for c in alphabet
    )


def _starts(
    source: str, here: int, there: int, lengths: dict[str, int]
) -> tuple[Sequence[int], Sequence[int]]:
    """Where the clusters of `source` start, folded from `here` on and as it is from `there` on.

    And the end of the last of them. `lengths` knows clusters that were folded before.
    """
    if source.isascii():
        length = len(source) + 1
        return range(here, here + length), range(there, there + length)
    clusters = _clusters(source)
    lengths.update({c: len(_fold_piece(c)) for c in {*clusters} - lengths.keys()})
    folded = accumulate(map(lengths.__getitem__, clusters), initial=here)
    return list(folded), list(accumulate(map(len, clusters), initial=there))


def _clusters(source: str) -> list[str]:
    """Each character with what joins it. All are written apart, and those that join put back."""
    sign = next(c for c in map(chr, range(ord(_FIRST_COMBINING))) if c not in source)
    apart = sign.join(source)
    for character in {c for c in set(source) if c >= _FIRST_COMBINING and combining(c)}:
        apart = apart.replace(sign + character, character)
    return apart.split(sign)


def fold_word(word: str) -> str:
    """A rule's word as it stands in a folded text."""
    return _fold_piece(word)


def _join_apart(
    folded: str, original: str, folded_starts: array[int], original_starts: array[int]
) -> Folded:
    """Write `S E C R E T` as `SECRET` and five blanks: no offset changes."""
    data = folded.encode("utf-8", "replace")
    if not _UNUSUAL.of(data):
        return Folded(folded, data, original, folded_starts, original_starts, usual=True)
    most = MOST_RUNS + len(data) // BYTES_PER_RUN
    spans = [match.span() for match in islice(_APART.finditer(data), most)]
    if not spans:
        return Folded(folded, data, original, folded_starts, original_starts)
    places = spans if len(data) == len(folded) else _characters(data, spans)
    runs = [(start + (not folded[start].isalpha()), end) for start, end in places]
    parts: list[str] = []
    at = 0
    for start, end in runs:
        parts += (folded[at:start], _joined(folded[start:end]))
        at = end
    plain = "".join([*parts, folded[at:]])
    return Folded(
        plain, plain.encode("utf-8", "replace"), original, folded_starts, original_starts, runs
    )


def _joined(run: str) -> str:
    """The letters without what stood between them, as long as before.

    What follows the first letter, or precedes the last one, stands between all; a wider gap or
    another sign parts two words.
    """
    if "\n" in run:
        first, second = run.split("\n", 1)
        word = first.rstrip("- \t\r") + second.lstrip()
        return word.ljust(len(run) - 1) + "\n"
    between = max((_gap(run), _gap(run.rstrip(_REAR)[::-1])[::-1]), key=run.count)
    word = "".join(letter or " " for letter in run.split(between))
    return " ".join(word.split()).ljust(len(run))


def _gap(run: str) -> str:
    """What stands between the first two letters."""
    return run[1 : 2 if run[2].isalpha() else 3 if run[3].isalpha() else 4]


def _characters(data: bytes, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Byte spans, in order, as character spans."""
    places, at, characters = [], 0, 0
    for start, end in spans:
        characters += len(data[at:start].decode())
        length = len(data[start:end].decode())
        places.append((characters, characters + length))
        at, characters = end, characters + length
    return places


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = min(start + _PIECE, len(text))
        for _ in range(_LONGEST_CLUSTER):
            if end < len(text) and combining(text[end]):
                end += 1
        yield start, end
        start = end


def _fold_piece(piece: str) -> str:
    if piece.isascii():
        return piece
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
