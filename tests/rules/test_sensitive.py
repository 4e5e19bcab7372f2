"""Every sensitive-data rule's own examples, through the real judge."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from agent.events import PLAIN, Content
from agent.judge.judge import Judge
from agent.judge.sensitive.checks import known
from agent.judge.sensitive.rule import SensitiveRule
from agent.rule_file import RuleError
from agent.rulebook import RULES, RulebookKeeper, load_rulebook

BOOK = RulebookKeeper().current
JUDGE = Judge(BOOK)
MATCHES = [
    pytest.param(r, t, id=f"{r.id}-{i}") for r in BOOK.sensitive for i, t in enumerate(r.matches)
]
IGNORES = [
    pytest.param(r, t, id=f"{r.id}-{i}") for r in BOOK.sensitive for i, t in enumerate(r.ignores)
]
#: Makers of secrets whose keys have a form of their own: the word that begins a rule's name.
MAKERS = {r.id.partition(".")[2].partition("-")[0] for r in BOOK.sensitive if r.scheme == "secrets"}


def rules_in(text: str) -> set[str]:
    return {finding.rule for finding in JUDGE.findings(Content({PLAIN: text}))}


@pytest.mark.parametrize(("rule", "text"), MATCHES)
def test_a_rule_finds_its_examples(rule: SensitiveRule, text: str) -> None:
    assert rule.id in rules_in(text)


@pytest.mark.parametrize(("rule", "text"), IGNORES)
def test_a_rule_ignores_its_counter_examples(rule: SensitiveRule, text: str) -> None:
    assert rule.id not in rules_in(text)


@pytest.mark.parametrize(("rule", "text"), MATCHES)
def test_a_zero_width_disguise_changes_nothing(rule: SensitiveRule, text: str) -> None:
    assert rule.id in rules_in("\u200b".join(text))


@pytest.mark.parametrize("file", sorted((RULES / "sensitive").glob("*.toml")), ids=lambda f: f.stem)
def test_a_rule_file_has_the_published_form(file: Path) -> None:
    schema = json.loads((RULES / "schema" / "sensitive.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(tomllib.loads(file.read_text("utf-8")))


def test_the_scheme_is_the_first_half_of_the_name() -> None:
    assert [r.id for r in BOOK.sensitive if r.id.partition(".")[0] != r.scheme] == []


def test_every_rule_has_examples_on_both_sides() -> None:
    assert [r.id for r in BOOK.sensitive if not r.matches or not r.ignores] == []


def test_every_check_exists() -> None:
    assert [r.id for r in BOOK.sensitive if r.check and not known(r.check)] == []


def test_secrets_of_sixty_makers_are_known() -> None:
    assert len(MAKERS) >= 60


def test_identity_numbers_of_twenty_five_countries_are_known() -> None:
    numbers = {r.check.split(".")[1] for r in BOOK.sensitive if r.check.count(".") == 2}
    assert len(numbers) >= 25


BASE = {
    "number": "9501",
    "id": '"secrets.acme-key"',
    "scheme": '"secrets"',
    "level": '"restricted"',
    "why": '"A key."',
    "trigger": '"acme_"',
    "pattern": '"acme_[a-z]{8}"',
}


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("scheme", '"marks"', "must be one of secrets, personal"),
        ("check", '"stdnum.atlantis.id"', "there is no such check"),
        ("check", '"guess"', "there is no such check"),
        ("pattern", '"acme_("', "is not RE2 syntax"),
        ("pattern", '"(a)(b)"', "but for the value"),
        ("pattern", '"a*"', "matches nothing at all"),
        ("trigger", '""', "needs a trigger or words of context"),
        ("colour", '"blue"', "there is no such key"),
    ],
)
def test_a_companys_broken_rule_is_named_with_key_and_reason(
    tmp_path: Path, key: str, value: str, reason: str
) -> None:
    file = tmp_path / "sensitive" / "own.toml"
    file.parent.mkdir()
    lines = [f"{k} = {v}" for k, v in (BASE | {key: value}).items()]
    file.write_text("[[rule]]\n" + "\n".join(lines), "utf-8")
    with pytest.raises(RuleError) as told:
        load_rulebook(RULES, tmp_path)
    assert (told.value.file, reason in str(told.value)) == (file, True)
    assert key in str(told.value)


def test_a_company_adds_a_rule_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "sensitive" / "own.toml"
    file.parent.mkdir()
    file.write_text("[[rule]]\n" + "\n".join(f"{k} = {v}" for k, v in BASE.items()), "utf-8")
    judge = Judge(load_rulebook(RULES, tmp_path))
    (finding,) = judge.findings(Content({PLAIN: "key acme_harbours"}))
    assert (finding.rule, finding.scheme) == ("secrets.acme-key", "secrets")
