"""Judges by the rules on trial: what they would have found, which nobody is warned of."""

from __future__ import annotations

from dataclasses import replace

from agent.events import Content
from agent.judge.judge import Judge
from agent.rulebook import Rulebook


class TrialJudge:
    """Costs nothing where nothing is tried, which is nearly always."""

    def __init__(self, rulebook: Rulebook) -> None:
        rules = rulebook.trial.rules
        self._judge = Judge(replace(rulebook, rules=rules, sensitive=())) if rules else None
        self._numbers = {rule.id: rule.number for rule in rules}

    def met(self, content: Content) -> frozenset[int]:
        """Numbers of the rules that find something in it."""
        found = self._judge.findings(content) if self._judge else ()
        return frozenset(self._numbers[one.rule] for one in found)
