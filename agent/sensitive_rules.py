"""Reads the rules about sensitive data: sensitive/*.toml in a folder of rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import re2

from agent.events import Level
from agent.judge.sensitive.checks import known
from agent.judge.sensitive.rule import SCHEMES, SensitiveRule
from agent.rule_file import Table, names_of, read_table
from agent.words import gettext as _


def sensitive_rules(file: Path, ours: bool) -> Iterator[SensitiveRule]:
    """The rules of one file, in its order. Raises RuleError at the first wrong thing.

    `ours`: the rules that come with the program. Their patterns and checkers were tried when it was
    built, and are compiled and loaded at the first candidate only.
    """
    table = read_table(file)
    table.only("rule")
    for entry in table.tables("rule"):
        yield _rule(entry, ours)


def _rule(table: Table, ours: bool) -> SensitiveRule:
    table.only(
        *("number", "id", "scheme", "level", "why", "pattern", "trigger", "check", "context"),
        *("matches", "ignores"),
    )
    rule = SensitiveRule(
        number=table.number("number"),
        id=table.text("id"),
        scheme=table.text("scheme"),
        level=table.name("level", names_of(Level)),
        why=_(table.text("why")),
        pattern=table.text("pattern"),
        trigger=table.text("trigger", ""),
        check=table.text("check", ""),
        context=table.texts("context"),
        matches=table.texts("matches"),
        ignores=table.texts("ignores"),
    )
    _check(table, rule, ours)
    return rule


def _check(table: Table, rule: SensitiveRule, ours: bool) -> None:
    if rule.scheme not in SCHEMES:
        raise table.wrong("scheme", _("must be one of secrets, personal."))
    if not rule.trigger and not rule.context:
        raise table.wrong("trigger", _("a rule needs a trigger or words of context."))
    if ours:
        return
    if rule.check and not known(rule.check):
        raise table.wrong("check", _("there is no such check."))
    for key, expression in (("pattern", rule.pattern), ("trigger", rule.trigger)):
        if expression:
            _check_expression(table, key, expression)


def _check_expression(table: Table, key: str, expression: str) -> None:
    try:
        compiled = re2.compile(expression)
    except re2.error as fault:
        reason = _("“{pattern}” is not RE2 syntax: {reason}.")
        raise table.wrong(key, reason.format(pattern=expression, reason=fault)) from None
    if compiled.groups > 1:
        raise table.wrong(key, _("use (?:…) but for the value."))
    if compiled.search(""):
        raise table.wrong(key, _("“{pattern}” matches nothing at all.").format(pattern=expression))
