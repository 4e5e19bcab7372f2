"""How it stands with the rules: how many, who signed them, what is on trial or switched off.

Whoever is judged by a rule can read it here: nothing is looked for in secret.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from agent.rulebook import Rulebook, RulebookKeeper
from agent.signed.words import SignedWords
from agent.words import gettext as _
from agent.words import ngettext

#: Numbers from here on are a company's own (CONTRIBUTING.md).
OWN = 9_000
#: Seconds for which the words about the signatures are kept; they say days.
KEPT = 5.0


class RuleState:
    """Asked each second, so what takes time is made once for each set of rules."""

    def __init__(
        self,
        keeper: RulebookKeeper,
        signed: Callable[[float], SignedWords | None],
        clock: Callable[[], float],
    ) -> None:
        """`signed`: how it stands with what came signed; `clock` in Unix seconds."""
        self._keeper = keeper
        self._signed = signed
        self._clock = clock
        self._book: Rulebook | None = None
        self._special: dict[str, list[str]] = {}
        self._words: SignedWords | None = None
        self._until = 0.0

    def document(self) -> dict[str, Any]:
        """`rules` of docs/door.md, *State*."""
        self._look_again()
        book, problem = self._keeper.current, self._keeper.problem
        words = ngettext("{count} rule.", "{count} rules.", book.size).format(count=book.size)
        if problem:
            words = _("{rules} The last good ones stay in use.").format(rules=words)
        return {
            "state": "kept" if problem else "good",
            "words": words,
            "problem": problem,
            "signed": self._words.words if self._words else "",
            "alerts": list(self._words.alerts) if self._words else [],
            **self._special,
        }

    def _look_again(self) -> None:
        now = self._clock()
        if not self._until - KEPT <= now < self._until:
            self._words, self._until = self._signed(now), now + KEPT
        if self._book is not self._keeper.current:
            self._book = self._keeper.current
            self._special = _special(self._book)


def _special(book: Rulebook) -> dict[str, list[str]]:
    marks = [f"{rule.id}: {rule.why}" for rule in book.rules if rule.number >= OWN]
    values = [f"{rule.id}: {rule.why}" for rule in book.sensitive if rule.number >= OWN]
    return {
        "own": [*marks, *values],
        "trial": [
            _("{rule}: {why} (until {day})").format(
                rule=rule.id, why=rule.why, day=book.trial.until
            )
            for rule in book.trial.rules
        ],
        "off": list(book.off),
    }
