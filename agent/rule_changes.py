"""Rules that change while the agent runs: a file of the company, a signed set, a new day."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from agent.report.answers import answers_in
from agent.report.reporter import Reporter
from agent.report.store import StoreError
from agent.rulebook import RulebookKeeper
from agent.service.company_policy import CompanyPolicy
from agent.service.guide import Guide
from agent.signed.groups import divided_into, large_enough
from agent.signed.layer import NOTHING_SIGNED, SignedLayer
from agent.signed.registered_tools import registered_tools
from agent.signed.signed_rules import SignedRules

#: Ticks between two looks at how new the rules are.
PAUSE = 60


class RuleChanges:
    """Takes them up, and says so."""

    def __init__(
        self,
        keeper: RulebookKeeper,
        signed: SignedRules,
        guide: Guide,
        reporter: Reporter,
        policy: CompanyPolicy,
        changed: Callable[[], None],
        answered: Callable[[int], object],
    ) -> None:
        """`changed` is called after a change, `answered` with how many letters have news."""
        self._keeper = keeper
        self._signed = signed
        self._guide = guide
        self._reporter = reporter
        self._policy = policy
        self._changed = changed
        self._answered = answered
        self._answers_seen: Path | None = None
        self._layer_seen = NOTHING_SIGNED
        self._ticks = 0

    def take_up(self) -> None:
        """The keeper has other rules."""
        self._guide.use(self._keeper.current)
        self._guide.warm()
        self._changed()

    def tick(self) -> None:
        """A set that has come, or a new day, may bring another layer."""
        self._signed.tick()
        if self._signed.changed():
            self._signed.choose()
            self._keeper.reload()
            self.take_up()
        self._policy.look(self._signed.layer.decisions)
        self._look_at(self._signed.layer)
        self._count_versions()
        self._look_for_answers()
        for _again in range(self._signed.take_rolled_back()):
            self._reporter.counter.count_fault("rollback")

    def _look_at(self, layer: SignedLayer) -> None:
        """What the company told all devices alike: its register, its groups."""
        if layer != self._layer_seen:
            self._layer_seen = layer
            self._reporter.counter.register = registered_tools(layer.decisions)
            self._reporter.group.allow(divided_into(layer), large_enough(layer))

    def _count_versions(self) -> None:
        if self._ticks % PAUSE == 0:
            for part, state in self._signed.versions(time.time()).items():
                self._reporter.counter.count_version(part, state)
        self._ticks += 1

    def _look_for_answers(self) -> None:
        """What the company says of the person's letters, in a signed file that everybody has."""
        folder = self._signed.layer.decisions
        if folder is None or folder == self._answers_seen:
            return
        try:
            news = self._reporter.correspondence.take_answers(answers_in(folder))
        except StoreError:
            return  # the list is not open yet
        self._answers_seen = folder
        if news:
            self._answered(news)
