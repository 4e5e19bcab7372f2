"""Each finding is counted in a family, and where the rule is ours as this rule."""

from __future__ import annotations

import tomllib
from pathlib import Path

from agent.events import Action, Answer, Choice, Finding, Level, Reason, Verdict
from agent.grounds import OTHERS, SHIPPED, load_grounds
from agent.report.metrics import load_registry
from agent.rulebook import RULES, RulebookKeeper, load_rulebook, marker_rules
from agent.signed.layer import SignedLayer


def verdict(*schemes: str) -> Verdict:
    findings = (Finding("a.rule", one, Level.SECRET, 0, 1, 0.9, "A mark.") for one in schemes)
    return Verdict(Action.WARN, Level.SECRET, findings=tuple(findings))


def test_the_schemes_of_our_rules_have_families_of_their_own() -> None:
    book, grounds = RulebookKeeper().current, load_grounds()
    schemes = {rule.scheme for rule in (*book.rules, *book.sensitive)}
    assert OTHERS not in grounds(verdict(*schemes)).families
    assert grounds(verdict("nato", "nato", "tlp")).families == {2, 5}
    assert grounds(verdict("acme")).families == {OTHERS}
    assert grounds(verdict()).families == frozenset()


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


def test_only_rules_that_came_with_the_program_are_counted_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "markers").mkdir()
    (tmp_path / "markers" / "acme.toml").write_text(
        '[[rule]]\nnumber = 9001\nid = "acme.union"\nscheme = "acme"\nlevel = "secret"\n'
        'kind = "word"\nwhy = "A word."\nwords = ["UNION"]\n'
    )
    book = RulebookKeeper(company_folder=tmp_path).current
    ours = book.rules[0]
    found = tuple(
        Finding(rule, "acme", Level.SECRET, 0, 1, 0.9, "A mark.")
        for rule in (ours.id, "acme.union")
    )
    grounds = load_grounds(lambda: book.counted)(Verdict(Action.WARN, Level.SECRET, found))
    assert grounds.rules == {ours.number}
    assert book.rule_id(9001) == "acme.union"
    assert len(book.counted) == len({rule.id for rule in (*book.rules, *book.sensitive)}) - 1


def test_a_signed_file_in_place_of_ours_is_not_counted_one_by_one(tmp_path: Path) -> None:
    """Else a company could give a word of its own the number of a rule that everybody has."""
    file = sorted((RULES / "markers").glob("*.toml"))[0]
    (tmp_path / "markers").mkdir()
    (tmp_path / "markers" / file.name).write_bytes(file.read_bytes())
    theirs = {rule.id for rule in marker_rules(file, True)}
    counted = load_rulebook(RULES, None, SignedLayer(rules=tmp_path)).counted
    assert theirs
    assert theirs.isdisjoint(counted)
    assert counted
