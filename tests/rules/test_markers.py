"""Every rule's own examples, through the real judge, plain and in disguise."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from agent.events import PLAIN, Content
from agent.judge.judge import Judge
from agent.judge.normalise import CONFUSABLES
from agent.judge.rule import Rule
from agent.rulebook import RULES, RulebookKeeper, load_rulebook

BOOK = RulebookKeeper().current
JUDGE = Judge(BOOK)
MATCHES = [
    pytest.param(r, t, id=f"{r.id}-{i}") for r in BOOK.rules for i, t in enumerate(r.matches)
]
IGNORES = [
    pytest.param(r, t, id=f"{r.id}-{i}") for r in BOOK.rules for i, t in enumerate(r.ignores)
]
TWINS = {plain: twin for twin, plain in reversed(CONFUSABLES.items()) if plain.isupper()}


def rules_in(text: str) -> set[str]:
    return {finding.rule for finding in JUDGE.findings(Content({PLAIN: text}))}


@pytest.mark.parametrize(("rule", "text"), MATCHES)
def test_a_rule_finds_its_examples(rule: Rule, text: str) -> None:
    assert rule.id in rules_in(text)


@pytest.mark.parametrize(("rule", "text"), IGNORES)
def test_a_rule_ignores_its_counter_examples(rule: Rule, text: str) -> None:
    assert rule.id not in rules_in(text)


def zero_width(text: str) -> str:
    return "\u200b".join(text)


def soft_hyphens(text: str) -> str:
    return "\u00ad".join(text)


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def look_alikes(text: str) -> str:
    return "".join(TWINS.get(c, c) for c in text)


@pytest.mark.parametrize("disguise", [zero_width, soft_hyphens, full_width, look_alikes])
@pytest.mark.parametrize(("rule", "text"), MATCHES)
def test_a_disguise_changes_nothing(rule: Rule, text: str, disguise: Callable[[str], str]) -> None:
    assert rule.id in rules_in(disguise(text))


@pytest.mark.parametrize("separator", [" ", "-", "."])
@pytest.mark.parametrize("word", ["SECRET", "CONFIDENTIAL", "RESTRICTED", "INTERNAL"])
def test_spaced_capitals_count_as_the_word(word: str, separator: str) -> None:
    assert rules_in(separator.join(word) + "\n\nThe harbour plan.")


@pytest.mark.parametrize("file", sorted((RULES / "markers").glob("*.toml")), ids=lambda f: f.stem)
def test_a_rule_file_has_the_published_form(file: Path) -> None:
    schema = json.loads((RULES / "schema" / "markers.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(tomllib.loads(file.read_text("utf-8")))


def test_the_policy_has_the_published_form() -> None:
    schema = json.loads((RULES / "schema" / "policy.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(tomllib.loads((RULES / "policy.toml").read_text("utf-8")))


def test_our_own_rules_pass_the_checks_of_a_company_s_rules(tmp_path: Path) -> None:
    shutil.copytree(RULES, tmp_path / "rules")
    assert load_rulebook(tmp_path / "rules").rules == BOOK.rules


def test_every_rule_has_examples_on_both_sides() -> None:
    assert [rule.id for rule in BOOK.rules if not rule.matches or not rule.ignores] == []
