"""Each finding is counted in a family, and every family has its two numbers."""

from __future__ import annotations

import tomllib

from agent.events import Action, Answer, Choice, Finding, Level, Reason, Verdict
from agent.report.metrics import load_registry
from agent.rule_families import OTHERS, SHIPPED, load_families
from agent.rulebook import RulebookKeeper


def verdict(*schemes: str) -> Verdict:
    findings = (Finding("a.rule", one, Level.SECRET, 0, 1, 0.9, "A mark.") for one in schemes)
    return Verdict(Action.WARN, Level.SECRET, findings=tuple(findings))


def test_the_schemes_of_our_rules_have_families_of_their_own() -> None:
    book, families = RulebookKeeper().current, load_families()
    schemes = {rule.scheme for rule in (*book.rules, *book.sensitive)}
    assert OTHERS not in families(verdict(*schemes))
    assert families(verdict("nato", "nato", "tlp")) == {2, 5}
    assert families(verdict("acme")) == {OTHERS}
    assert families(verdict()) == frozenset()


def test_a_family_is_counted_under_its_own_title() -> None:
    registry = load_registry()
    for family in tomllib.loads(SHIPPED.read_text("utf-8"))["family"]:
        for name in ("rule.warned", "rule.disputed"):
            metric = registry.find(f"{name}.{family['number']:02}")
            assert metric is not None
            assert metric.title.endswith(f": {family['title']}")


def test_a_warning_is_disputed_by_calling_it_wrong() -> None:
    assert Answer(Choice.NOT_SENSITIVE).disputes
    assert Answer(Choice.CONTINUED, Reason.WRONG_FINDING).disputes
    assert not Answer(Choice.CONTINUED, Reason.TEST_DATA).disputes
