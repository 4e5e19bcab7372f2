"""The rulebook: what is read, what is refused and in which words, what stays in force."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from agent.events import Action, Level, Reason, ToolClass
from agent.rule_file import RuleError
from agent.rule_watch import watch
from agent.rulebook import RULES, RulebookKeeper, load_rulebook

RULE = """
[[rule]]
number = 9001
id = "harbour.mark"
scheme = "harbour"
level = "restricted"
kind = "mark"
why = "It carries the harbour's mark."
patterns = ['HARBOUR-ONLY']
matches = ["HARBOUR-ONLY"]
ignores = ["harbour"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(RULES / "markers", tmp_path / "rules" / "markers")
    shutil.copy(RULES / "policy.toml", tmp_path / "rules")
    return tmp_path / "rules"


def write(folder: Path, text: str, name: str = "markers/harbour.toml") -> Path:
    file = folder / name
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_text(text, "utf-8")
    return file


def test_every_pair_of_level_and_class_has_a_row() -> None:
    policy = load_rulebook(RULES).policy
    for level in Level:
        for tool_class in ToolClass:
            assert policy.row(level, tool_class).action in Action


def test_the_graver_the_level_the_stricter_the_action() -> None:
    policy = load_rulebook(RULES).policy
    for tool_class in ToolClass:
        actions = [policy.row(level, tool_class).action for level in Level]
        assert actions == sorted(actions)


def test_every_reason_has_its_words() -> None:
    assert set(load_rulebook(RULES).policy.reasons) == set(Reason)


@pytest.mark.parametrize(
    ("change", "key", "reason"),
    [
        (("9001", '"x"'), "number", "whole number"),
        (('"restricted"', '"grave"'), "level", "“grave” is none of"),
        (("why =", "whi ="), "whi", "no such key"),
        (("HARBOUR-ONLY'", "HARBOUR("), "", "cannot be read"),
        (("'HARBOUR-ONLY'", "'HARBOUR(?=x)'"), "patterns", "RE2"),
        (("'HARBOUR-ONLY'", "'(HARBOUR)'"), "patterns", "(?:…)"),
        (("'HARBOUR-ONLY'", "'(?:HARBOUR)*'"), "patterns", "nothing at all"),
        (("9001", "101"), "number", "stands twice"),
    ],
)
def test_a_broken_file_is_named_with_key_and_reason(
    folder: Path, change: tuple[str, str], key: str, reason: str
) -> None:
    file = write(folder, RULE.replace(*change))
    with pytest.raises(RuleError) as caught:
        load_rulebook(folder)
    assert key in caught.value.key
    assert reason in caught.value.reason
    assert str(caught.value.file) in str(caught.value)
    assert file.name in str(caught.value) or "twice" in reason


def test_a_policy_that_names_no_known_clause_is_refused(folder: Path) -> None:
    policy = (folder / "policy.toml").read_text("utf-8")
    write(folder, policy.replace('"warn", clause = "3.2"', '"warn", clause = "9"'), "policy.toml")
    with pytest.raises(RuleError, match="there is no clause “9”"):
        load_rulebook(folder)


def test_the_last_good_rules_stay_while_a_file_is_broken(folder: Path) -> None:
    keeper = RulebookKeeper(folder)
    before = keeper.current
    file = write(folder, "[[rule]\n")
    assert not keeper.reload()
    assert keeper.current is before
    assert "harbour.toml" in keeper.problem
    file.write_text(RULE, "utf-8")
    assert keeper.reload()
    assert keeper.problem == ""
    assert len(keeper.current.rules) == len(before.rules) + 1


def test_a_company_adds_marks_and_replaces_the_policy(folder: Path, tmp_path: Path) -> None:
    company = tmp_path / "company"
    write(company, RULE)
    policy = (folder / "policy.toml").read_text("utf-8")
    write(company, policy.replace("your information security officer", "the desk"), "policy.toml")
    keeper = RulebookKeeper(folder, company)
    assert keeper.problem == ""
    assert "harbour.mark" in {rule.id for rule in keeper.current.rules}
    assert keeper.current.policy.whom_to_ask == "the desk"


def test_a_broken_company_folder_is_a_problem_and_no_error(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "company", "nonsense")
    keeper = RulebookKeeper(folder, tmp_path / "company")
    assert "harbour.toml" in keeper.problem
    assert keeper.current.rules


def test_a_changed_file_is_noticed(folder: Path) -> None:
    keeper = RulebookKeeper(folder)
    seen = threading.Event()

    def changed() -> None:
        if "harbour.mark" in {rule.id for rule in keeper.current.rules}:
            seen.set()

    stop = watch(keeper, changed)
    try:
        write(folder, RULE)
        assert seen.wait(timeout=10)
    finally:
        stop()
