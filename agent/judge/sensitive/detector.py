"""Finds sensitive values in a folded text, and asks the checkers about each.

The triggers stand in one `re2.Set` with the marks (agent/judge/markers.py), so that a text with no
candidate is read once for both. A rule's own pattern is compiled when its trigger is first met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

import re2

from agent.events import Finding, Level
from agent.judge.glance import Glance
from agent.judge.normalise import Folded, fold_word
from agent.judge.patience import CHECKING, FINDING, TOO_MANY, UNREAD, Patience
from agent.judge.sensitive.checks import checker
from agent.judge.sensitive.rule import PERSONAL, SECRETS, SensitiveRule
from agent.words import gettext as _

#: Candidates of one rule looked at in one text. A text with more is made to keep us busy.
MOST_CANDIDATES = 1000
#: Findings of one rule in one text: as many as a verdict lists.
MOST_FOUND = 500
#: Bytes before and behind a value in which its context may stand: its line, or the one before it.
_BEFORE, _BEHIND = 80, 40


class Value(NamedTuple):
    """Where a value of a rule stands, in bytes of the folded text."""

    rule: SensitiveRule
    start: int
    end: int
    #: It is the first of those that were too many to be looked at.
    unread: bool = False


class SensitivePattern:
    """A rule and its expressions, compiled when they are first needed."""

    def __init__(self, rule: SensitiveRule) -> None:
        self.rule = rule

    @property
    def trigger(self) -> str:
        """What must stand in a text before anything else is asked of it."""
        return fold_word(self.rule.trigger) or _any_of(self.rule.context)

    @cached_property
    def _compiled(self) -> Any:
        return re2.compile(fold_word(self.rule.pattern).encode(), _quiet())

    @cached_property
    def _context(self) -> Glance:
        return Glance(_any_of(self.rule.context))

    def values(self, data: bytes, patience: Patience) -> Iterator[Value]:
        """The values that hold, and the first that is one too many to be checked.

        Where a word names one of them, the others of the text count too: it heads a column.
        """
        candidates = islice(self._compiled.finditer(data), MOST_CANDIDATES)
        spans = [match.span(match.lastindex or 0) for match in candidates]
        if self.rule.context and not any(self._is_named(data, span, patience) for span in spans):
            return
        for start, end in spans:
            if self._is_costly and patience.spent:
                yield Value(self.rule, start, end, unread=True)
                return
            if self._checks(data, start, end, patience):
                yield Value(self.rule, start, end)

    def _is_named(self, data: bytes, span: tuple[int, int], patience: Patience) -> bool:
        start, end = span
        around = data[max(0, start - _BEFORE) : start] + b"\n\n" + data[end : end + _BEHIND]
        patience.spend(FINDING)
        if not self._context.of(around):
            return False
        return self._is_costly and patience.spent or self._checks(data, start, end, patience)

    def _checks(self, data: bytes, start: int, end: int, patience: Patience) -> bool:
        if not self.rule.check:
            return True
        patience.spend(CHECKING if self._is_costly else FINDING)
        return checker(self.rule.check)(data[start:end].decode("utf-8", "replace"))

    @property
    def _is_costly(self) -> bool:
        """Whether a library is asked: that takes some thirty times as long as a look of our own."""
        return self.rule.check.startswith(("stdnum.", "phone", "card"))


class Sensitive:
    """All rules about sensitive data, ready to search."""

    def __init__(self, rules: Iterable[SensitiveRule]) -> None:
        self._patterns = [SensitivePattern(rule) for rule in rules]

    @property
    def triggers(self) -> Sequence[str]:
        """RE2, one for each rule, in the rules' order."""
        return [pattern.trigger for pattern in self._patterns]

    def findings(
        self,
        folded: Folded,
        triggered: Iterable[int],
        flavour: str,
        patience: Patience,
        known: Set[str] = frozenset(),
    ) -> list[Finding]:
        """The values of the rules whose triggers were met and that are not `known`, in order.

        Where two rules claim one place, the one that stands first in the files has it: a vendor's
        own form before a general one. Where there are as many as a verdict lists, a rule is asked
        only for what is graver.
        """
        found: list[Value] = []
        gravest = Level.PUBLIC
        taken = bytearray(len(folded.data))
        for pattern in (self._patterns[number] for number in sorted(triggered)):
            full = len(found) >= MOST_FOUND and pattern.rule.level <= gravest
            if full or pattern.rule.id in known:
                continue
            for value in islice(pattern.values(folded.data, patience), MOST_FOUND):
                if not any(taken[value.start : value.end]):
                    taken[value.start : value.end] = b"\1" * (value.end - value.start)
                    found.append(value)
                    gravest = max(gravest, pattern.rule.level)
        return list(_findings(folded, sorted(found, key=lambda value: value.start), flavour))


def _findings(folded: Folded, found: Iterable[Value], flavour: str) -> Iterator[Finding]:
    """Byte places, in order, as findings in characters of the text as it was."""
    byte, character = 0, 0
    for value in found:
        character += len(folded.data[byte : value.start].decode("utf-8", "replace"))
        byte = value.start
        length = len(folded.data[value.start : value.end].decode("utf-8", "replace"))
        yield _finding(value, folded.span(character, character + length), flavour)


def _finding(value: Value, place: tuple[int, int], flavour: str) -> Finding:
    rule = value.rule
    return Finding(
        rule=rule.id,
        scheme=rule.scheme,
        level=rule.level,
        start=place[0],
        end=place[1],
        confidence=UNREAD if value.unread else 0.99 if rule.check else 0.95,
        why=rule.why,
        flavour=flavour,
        evidence=(TOO_MANY,) if value.unread else tuple(_evidence(rule)),
    )


def _evidence(rule: SensitiveRule) -> Iterator[str]:
    if rule.check.startswith("stdnum.") or rule.check in ("card", "github"):
        yield "+ " + _("its check digits are right")
    elif rule.check.startswith("phone"):
        yield "+ " + _("a number that can be called")
    elif rule.check:
        yield "+ " + _("no stand-in of a manual")
    if rule.context:
        yield "+ " + _("a word in the text names it")
    elif rule.scheme == SECRETS:
        yield "+ " + _("the form in which such a secret is written")
    elif rule.scheme == PERSONAL:
        yield "+ " + _("the form in which such data is written")


def _any_of(words: Sequence[str]) -> str:
    """Any of the words, in any case. A blank stands for a few blanks or hyphens."""
    return "(?i:" + "|".join(map(_word, words)) + ")"


def _word(word: str) -> str:
    word = fold_word(word)
    # `SIN` and `PIN` are words as well: short capitals stand as they are.
    case = "(?-i:" if word.isupper() and word.isascii() and len(word) <= 5 else "(?:"
    loose = r"[\s_.-]{0,2}".join(str(re2.escape(part)) for part in word.split(" "))
    front = r"\b" if word[0].isascii() and word[0].isalnum() else ""
    behind = r"\b" if word[-1].isascii() and word[-1].isalnum() else ""
    return case + front + loose + behind + ")"


def _quiet() -> Any:
    options = re2.Options()
    options.log_errors = False
    return options
