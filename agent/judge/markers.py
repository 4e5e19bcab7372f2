"""Finds where a rule's words stand, without deciding yet what they mean there.

One `re2.Set` tells in a single pass which rules have a candidate at all; only those rules then look
for their spans. RE2 runs in linear time on any text (https://github.com/google/re2/wiki/Syntax).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import re2

from agent.judge.normalise import Folded, fold_word
from agent.judge.rule import Kind, Rule

#: Candidates looked at in one text: so many, and one more for so many bytes. A text with more is
#: made to keep us busy: it warns, since a mark may stand where nobody looked.
CANDIDATES = 500
BYTES_PER_CANDIDATE = 64
#: What a scanner takes a letter for, and the digits and signs that people write in its place.
_MISREAD = {
    "A": "A4@", "B": "B8", "C": "CGEO0QS(", "D": "DO0B", "E": "EFBC38", "F": "FEP", "G": "GC6Q9",
    "H": "HNM", "I": "I1L7T!|", "K": "KX", "L": "LIJ1|", "M": "MNH", "N": "NMHK", "O": "O0QDC",
    "P": "PFR", "R": "RBKPEA", "S": "S5$8B", "T": "TFI7YJ+", "U": "UV", "V": "VU",
    "a": "a4@o", "c": "ceo", "d": "d", "e": "ec3o", "f": "ft", "h": "hb", "i": "i1l!|",
    "l": "l1I!|", "m": "mn", "n": "nmru", "o": "o0ea", "r": "rn", "s": "s5$", "t": "t7f+1",
    "u": "uvn",
}  # fmt: skip


#: `$ECRET` and `SECRE+` begin or end with a sign, where RE2 sees no word border.
_FRONT, _REAR = r"(?m:\b|^|[\s(\[*\"'>])", r"(?m:\b|$|[\s)\]*\"'.,:])"
#: Bytes that the search through all rules at once may grow to. Below that RE2 forgets what it has
#: learnt of them again and again on ordinary text, and is fifty times slower.
_MEMORY = 32 << 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's words at a place in the folded text (characters, end exclusive)."""

    rule: Rule
    start: int
    end: int
    #: Its letters stood apart in the text as it was: `S E C R E T`.
    apart: bool = False
    #: It is the first of those that were too many to be looked at.
    unread: bool = False


class Patience:
    """How many more candidates of one text are looked at."""

    def __init__(self, folded: Folded) -> None:
        self._left = CANDIDATES + len(folded.data) // BYTES_PER_CANDIDATE

    def spent(self) -> bool:
        """Count one candidate. Whether it is one too many."""
        self._left -= 1
        return self._left < 0


class Pattern:
    """A rule and its expression, compiled when it is first needed."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.source = _expression(rule)

    @cached_property
    def compiled(self) -> Any:
        return re2.compile(self.source.encode(), _options())

    def spans(self, data: bytes) -> Iterator[tuple[int, int]]:
        """Byte spans of the words themselves, without what was read to find them."""
        for match in self.compiled.finditer(data):
            yield match.span(match.lastindex or 0)


class Markers:
    """All rules, ready to search. Raises `re2.error` for a pattern RE2 cannot read."""

    def __init__(self, rules: Sequence[Rule], others: Sequence[str] = ()) -> None:
        """`others`: RE2 looked for in the same pass on behalf of somebody else."""
        self._patterns = [Pattern(rule) for rule in rules]
        options = _options()
        options.max_mem = _MEMORY
        self._set = re2.Set.SearchSet(options)
        for pattern in self._patterns:
            self._set.Add(pattern.source.encode())
        for other in others:
            self._set.Add(other.encode())
        self._empty = not self._patterns and not others
        if not self._empty:
            self._set.Compile()

    def met(self, folded: Folded) -> tuple[list[int], list[int]]:
        """One pass over the text: which rules have a candidate, and which of the others."""
        met = [] if self._empty else sorted(self._set.Match(folded.data) or ())
        ours = len(self._patterns)
        return [n for n in met if n < ours], [n - ours for n in met if n >= ours]

    def hits(self, folded: Folded, met: Iterable[int]) -> Iterator[Iterator[Hit]]:
        """The candidates of each rule that was met, from the start of the text on."""
        patience = Patience(folded)
        for number in met:
            yield _hits(self._patterns[number], folded, patience)


def _hits(pattern: Pattern, folded: Folded, patience: Patience) -> Iterator[Hit]:
    place = _Characters(folded)
    for start, end in pattern.spans(folded.data):
        first = place.of(start)
        last = first + place.between(start, end)
        if patience.spent():
            yield Hit(pattern.rule, first, last, unread=True)
            return
        if _stands_free(folded.text, first, last) and not _read_well(
            pattern.rule, folded.text[first:last]
        ):
            yield Hit(pattern.rule, first, last, apart=folded.apart(first))


@dataclass(slots=True)
class _Characters:
    """Turns growing byte offsets into character offsets, decoding each byte once."""

    folded: Folded
    _byte: int = 0
    _character: int = 0
    _plain: bool = field(init=False)

    def __post_init__(self) -> None:
        self._plain = len(self.folded.data) == len(self.folded.text)

    def of(self, byte: int) -> int:
        if self._plain:
            return byte
        self._character += self.between(self._byte, byte)
        self._byte = byte
        return self._character

    def between(self, start: int, end: int) -> int:
        if self._plain:
            return end - start
        return len(self.folded.data[start:end].decode("utf-8", "replace"))


def _stands_free(text: str, start: int, end: int) -> bool:
    """RE2 knows word borders for ASCII only: `ä` before `geheim` is a letter too."""
    if start >= end:
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_joins(before, text[start]) or _joins(after, text[end - 1]))


def _read_well(rule: Rule, words: str) -> bool:
    """Whether a rule for misread words met the word itself: another rule's business."""
    return rule.kind is Kind.WORN and words.upper() in map(str.upper, rule.words)


def _joins(outside: str, inside: str) -> bool:
    """Whether two neighbours belong to one word. Han, kana and hangul have no such borders."""
    if not outside or max(outside, inside) >= "\u2e80":
        return False
    return (outside.isalnum() or outside == "_") and inside.isalnum()


def _options() -> Any:
    options = re2.Options()
    options.log_errors = False
    return options


def _expression(rule: Rule) -> str:
    if rule.kind is Kind.WORD:
        parts = [_anywhere([w.upper() for w in rule.words]), *_at_an_edge(rule.words)]
    elif rule.kind is Kind.WORN:
        words = {w for word in rule.words for w in (word.upper(), word.capitalize(), word)}
        parts = [_FRONT + "(" + "|".join(map(_misread, sorted(words))) + ")" + _REAR]
    else:
        parts = [_anywhere(rule.words)] if rule.words else []
    return "|".join([*parts, *(fold_word(p) for p in rule.patterns)])


def _anywhere(words: Sequence[str]) -> str:
    return _bordered(f"({'|'.join(map(_loose, _longest_first(words)))})", words)


def _at_an_edge(words: Sequence[str]) -> list[str]:
    """In any case, but at the start or the end of a line or behind a sign that parts."""
    any_case = f"((?i:{'|'.join(map(_loose, _longest_first(words)))}))"
    opened = r'(?m:^|[:=|>*"' + r"'`(\[{,@/\\_#-])[ \t]{0,3}"
    return [
        opened + _bordered(any_case, words, front=False),
        _bordered(any_case, words) + r"(?m:[^\w\n]{0,12}$)",
    ]


def _bordered(expression: str, words: Sequence[str], front: bool = True) -> str:
    """With `\\b` where all words begin and end with a letter RE2 knows as one."""
    starts = all(w[0].isascii() and w[0].isalnum() for w in map(fold_word, words))
    ends = all(w[-1].isascii() and w[-1].isalnum() for w in map(fold_word, words))
    return (r"\b" if starts and front else "") + expression + (r"\b" if ends else "")


def _longest_first(words: Sequence[str]) -> list[str]:
    """RE2 takes the first alternative that fits: “confidential and proprietary” must come first."""
    return sorted(words, key=len, reverse=True)


def _loose(word: str) -> str:
    parts = fold_word(word).split(" ")
    return r"[\s_-]{0,3}".join(map(str, map(re2.escape, parts)))


def _misread(word: str) -> str:
    """The word with one letter for another anywhere, and capitals that stand a blank apart."""
    gap = " ?" if word.isupper() else ""
    return gap.join(
        r"[ _-]{1,3}" if letter == " " else f"[{re2.escape(_MISREAD.get(letter, letter))}]"
        for letter in word
    )
