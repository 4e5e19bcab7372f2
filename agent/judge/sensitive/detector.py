"""Finds sensitive values in a folded text, and asks the checkers about each.

The triggers stand in one `re2.Set` with the marks (agent/judge/markers.py), so that a text with no
candidate is read once for both. A rule's own pattern is compiled when its trigger is first met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

import re2

from agent.events import Finding
from agent.judge.normalise import Folded, fold_word
from agent.judge.sensitive.checks import checker
from agent.judge.sensitive.rule import PERSONAL, SECRETS, SensitiveRule
from agent.words import gettext as _

#: Candidates of one rule looked at in one text. A text with more is made to keep us busy.
MOST_CANDIDATES = 1000
#: Findings of one rule in one text: as many as a verdict lists.
MOST_FOUND = 500
#: Bytes before and behind a value in which its context may stand: its line, or the one before it.
_BEFORE, _BEHIND = 80, 40


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
    def _context(self) -> Any:
        return re2.compile(_any_of(self.rule.context).encode(), _quiet())

    def values(self, data: bytes) -> Iterator[tuple[int, int]]:
        """Byte spans of the values that hold.

        Where a word names one of them, the others of the text count too: it heads a column.
        """
        candidates = islice(self._compiled.finditer(data), MOST_CANDIDATES)
        spans = [match.span(match.lastindex or 0) for match in candidates]
        if self.rule.context and not any(self._is_named(data, *span) for span in spans):
            return iter(())
        return islice((span for span in spans if self._checks(data, *span)), MOST_FOUND)

    def _is_named(self, data: bytes, start: int, end: int) -> bool:
        around = data[max(0, start - _BEFORE) : start] + b"\n\n" + data[end : end + _BEHIND]
        return bool(self._context.search(around)) and self._checks(data, start, end)

    def _checks(self, data: bytes, start: int, end: int) -> bool:
        if not self.rule.check:
            return True
        return checker(self.rule.check)(data[start:end].decode("utf-8", "replace"))


class Sensitive:
    """All rules about sensitive data, ready to search."""

    def __init__(self, rules: Iterable[SensitiveRule]) -> None:
        self._patterns = [SensitivePattern(rule) for rule in rules]

    @property
    def triggers(self) -> Sequence[str]:
        """RE2, one for each rule, in the rules' order."""
        return [pattern.trigger for pattern in self._patterns]

    def findings(self, folded: Folded, triggered: Iterable[int], flavour: str) -> list[Finding]:
        """The values of the rules whose triggers were met, in the order in which they stand.

        Where two rules claim one place, the one that stands first in the files has it: a vendor's
        own form before a general one.
        """
        found: list[tuple[int, int, SensitiveRule]] = []
        taken = bytearray(len(folded.data))
        for number in sorted(triggered):
            pattern = self._patterns[number]
            for start, end in pattern.values(folded.data):
                if not any(taken[start:end]):
                    taken[start:end] = b"\1" * (end - start)
                    found.append((start, end, pattern.rule))
        return list(_findings(folded, sorted(found, key=lambda place: place[0]), flavour))


def _findings(
    folded: Folded, found: Iterable[tuple[int, int, SensitiveRule]], flavour: str
) -> Iterator[Finding]:
    """Byte places, in order, as findings in characters of the text as it was."""
    byte, character = 0, 0
    for start, end, rule in found:
        character += len(folded.data[byte:start].decode("utf-8", "replace"))
        byte = start
        length = len(folded.data[start:end].decode("utf-8", "replace"))
        yield _finding(rule, folded.span(character, character + length), flavour)


def _finding(rule: SensitiveRule, place: tuple[int, int], flavour: str) -> Finding:
    return Finding(
        rule=rule.id,
        scheme=rule.scheme,
        level=rule.level,
        start=place[0],
        end=place[1],
        confidence=0.99 if rule.check else 0.95,
        why=rule.why,
        flavour=flavour,
        evidence=tuple(_evidence(rule)),
    )


def _evidence(rule: SensitiveRule) -> Iterator[str]:
    if rule.check.startswith("stdnum.") or rule.check in ("card", "github"):
        yield "+ " + _("its form and its digits hold")
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
