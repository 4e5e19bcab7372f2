"""Finds where a rule's words stand, without deciding yet what they mean there.

One `re2.Set` of short triggers tells in a single pass whether a text has anything like a mark: it
is quick to build, so that nobody waits for it. Where it has, a second set of the whole expressions
says which rules have a candidate, and only those look for their spans; these are built when they
are first needed. RE2 runs in linear time on any text (https://github.com/google/re2/wiki/Syntax).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import re2

from agent.judge import misread
from agent.judge.expressions import (
    candidates,
    every_word,
    forms,
    may_mark,
    trigger,
    vocabulary,
    words,
)
from agent.judge.misread import Misread
from agent.judge.normalise import Folded
from agent.judge.patchwork import Patchwork
from agent.judge.patience import FINDING, Patience
from agent.judge.rule import Kind, Rule

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


class Pattern:
    """A rule and its expressions, built when they are first needed."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule

    @cached_property
    def _words(self) -> Any:
        return re2.compile(words(self.rule).encode(), _options())

    @cached_property
    def _forms(self) -> Any:
        return re2.compile(forms(self.rule).encode(), _options())

    def spans(self, folded: Folded, patience: Patience) -> Iterator[tuple[int, int]]:
        """Where its marks stand, in characters; ordinary words only where a mark may stand.

        Once patience is spent wherever its words stand.
        """
        if self.rule.words:
            yield from _characters(folded, self._places(folded.data, patience))
        if self.rule.patterns:
            yield from _characters(folded, _matches(self._forms, folded.data, patience))

    def _places(self, data: bytes, patience: Patience) -> Iterator[tuple[int, int]]:
        ordinary = self.rule.kind is Kind.WORD
        for start, end in _matches(self._words, data, patience):
            if not ordinary or patience.spent or may_mark(data, start, end):
                yield start, end


@dataclass(frozen=True, slots=True)
class Met:
    """What a text has candidates of."""

    rules: Sequence[int] = ()
    #: Numbers of the others that the same pass looked for.
    others: Sequence[int] = ()
    #: Whether a word of a mark may be damaged.
    damaged: bool = False


NOTHING = Met()


class Markers:
    """All rules, ready to search. Raises `re2.error` for a pattern RE2 cannot read."""

    def __init__(self, rules: Sequence[Rule], others: Sequence[str] = ()) -> None:
        """`others`: RE2 looked for in the same pass on behalf of somebody else."""
        self._patterns = [Pattern(rule) for rule in rules]
        # The others first: their numbers are those of the set.
        self._others = len(others)
        self._triggers = _set([*others, *map(trigger, rules), misread.nearly()])

    def met(self, folded: Folded) -> Met:
        """One pass over the text, and a second where the first has reason for it."""
        hinted = self._triggers.Match(folded.data)
        if not hinted:
            return NOTHING
        others = sorted(number for number in hinted if number < self._others)
        if len(others) == len(hinted):
            return Met(others=others)
        rules = sorted(self._expressions.Match(folded.data) or ())
        damaged = rules[-1:] == [len(self._patterns)]
        return Met(rules[:-1] if damaged else rules, others, damaged)

    @cached_property
    def _expressions(self) -> Any:
        """The whole expressions of the rules, and behind them what a damaged word looks like."""
        return _set([*(candidates(pattern.rule) for pattern in self._patterns), misread.damaged()])

    def warm(self) -> None:
        """Build now what is otherwise built at the first text that has something like a mark."""
        self._expressions.Match(b"")

    def mended(self, folded: Folded, damaged: bool) -> Patchwork | None:
        """The text with its damaged words as they were, or None: see `Misread`."""
        return self._misread.mended(folded, damaged)

    @cached_property
    def _misread(self) -> Misread:
        rules = [pattern.rule for pattern in self._patterns]
        return Misread(chain(*map(vocabulary, rules)), chain(*map(every_word, rules)))

    def hits(
        self,
        folded: Folded,
        met: Iterable[int],
        patience: Patience,
        known: Set[str] = frozenset(),
    ) -> Iterator[Hit]:
        """The candidates of the rules that were met and are not `known`.

        The gravest rules first, so that whoever stops has missed nothing graver; of each rule from
        the start of the text on.
        """
        patterns = (self._patterns[number] for number in met)
        asked = [pattern for pattern in patterns if pattern.rule.id not in known]
        for pattern in sorted(asked, key=lambda pattern: -pattern.rule.level):
            yield from _hits(pattern, folded, patience)


def _hits(pattern: Pattern, folded: Folded, patience: Patience) -> Iterator[Hit]:
    for first, last in pattern.spans(folded, patience):
        if patience.spent:
            yield Hit(pattern.rule, first, last, unread=True)
            return
        if _stands_free(folded.text, first, last):
            yield Hit(pattern.rule, first, last, apart=folded.apart(first))


def _matches(expression: Any, data: bytes, patience: Patience) -> Iterator[tuple[int, int]]:
    for match in expression.finditer(data):
        patience.spend(FINDING)
        yield match.span()


def _characters(folded: Folded, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Places in bytes, in order, as places in characters: each byte is decoded once."""
    data, byte, character = folded.data, 0, 0
    if len(data) == len(folded.text):
        yield from places
        return
    for start, end in places:
        character += len(data[byte:start].decode("utf-8", "replace"))
        byte = start
        yield character, character + len(data[start:end].decode("utf-8", "replace"))


def _stands_free(text: str, start: int, end: int) -> bool:
    """RE2 knows word borders for ASCII only: `ä` before `geheim` is a letter too."""
    if start >= end:
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_joins(before, text[start]) or _joins(after, text[end - 1]))


def _set(expressions: Sequence[str]) -> Any:
    options = _options()
    built = re2.Set.SearchSet(options)
    for each in expressions:
        built.Add(each.encode())
    built.Compile()
    return built


def _joins(outside: str, inside: str) -> bool:
    """Whether two neighbours belong to one word. Han, kana and hangul have no such borders."""
    if not outside or max(outside, inside) >= "\u2e80":
        return False
    return (outside.isalnum() or outside == "_") and inside.isalnum()


def _options() -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    return options
