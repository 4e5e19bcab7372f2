"""Reads the rule files and keeps the last good ones.

    markers/*.toml   what marks look like
    sensitive/*.toml what is sensitive without a mark
    policy.toml      what to do about them
    decisions.toml   what the company decided about tools
    trial/           marks that are tried for some days and warn about nothing

What came signed lies over ours: a file of the same name stands in its place, another one adds.

A broken file changes nothing: the rules that were in force stay so, and `problem` says which file,
which key and why.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

import re2

from agent.approval.decision import Decision, decisions_in
from agent.approval.switched_off import switched_off
from agent.events import Action, Level, Reason, ToolClass, Unread
from agent.grammar import Grammar, label_pattern, read_grammar
from agent.judge.markers import Markers
from agent.judge.policy import ApprovedTool, Policy, Row
from agent.judge.rule import Kind, Rule
from agent.judge.sensitive.detector import Sensitive
from agent.judge.sensitive.rule import SensitiveRule
from agent.rule_file import RuleError, Table, names_of, read_table
from agent.rule_files import RuleFiles
from agent.rules_on_trial import NO_TRIAL, Trial, read_trial
from agent.sensitive_rules import sensitive_rules
from agent.signed.layer import NOTHING_SIGNED, SignedLayer
from agent.words import gettext as _

#: The rules that come with the program.
RULES = Path(__file__).parent.parent / "rules"

AnyRule = Rule | SensitiveRule
R = TypeVar("R", Rule, SensitiveRule)
#: Reads the rules of one file; is told whether it is ours.
Reading = Callable[[Path, bool], Iterator[R]]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule in force and the policy. `Judge` takes it whole."""

    rules: tuple[Rule, ...]
    policy: Policy
    sensitive: tuple[SensitiveRule, ...] = ()
    decisions: tuple[Decision, ...] = ()
    trial: Trial = NO_TRIAL
    #: Ids of the rules that a decision switched off.
    off: tuple[str, ...] = ()
    #: Id to number of the rules that came with the program: they alone are counted one by one, so
    #: that nobody can have a word of their own counted.
    counted: Mapping[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many rules there are, of both kinds."""
        return len(self.rules) + len(self.sensitive)

    def rule_id(self, number: int) -> str:
        """The id of a rule, one on trial too; nothing where there is none of this number."""
        every: Sequence[AnyRule] = (*self.rules, *self.sensitive, *self.trial.rules)
        return next((rule.id for rule in every if rule.number == number), "")


class Signed(Protocol):
    """Where the signed layer comes from (`agent/signed`)."""

    @property
    def layer(self) -> SignedLayer: ...

    def failed(self, error: RuleError) -> bool:
        """The layer could not be read. Whether there is another one now."""
        ...


class RulebookKeeper:
    """The rulebook in force. Any thread may read `current`; `reload` replaces it as a whole."""

    def __init__(
        self,
        folder: Path = RULES,
        company_folder: Path | None = None,
        signed: Signed | None = None,
    ) -> None:
        """`signed` is asked for its layer at each reload, and told where that layer fails.
        `company_folder` adds to `folder`: its marks besides ours, its policy in place of ours.

        Raises RuleError where `folder` itself cannot be used: there is no last good one yet.
        A broken `company_folder` is a `problem`, not an error.
        """
        self._folder = folder
        self._company_folder = company_folder
        self._signed = signed
        self._lock = threading.Lock()
        #: One sentence about what could not be used; empty if all is well.
        self.problem = ""
        self.current = load_rulebook(folder)
        if company_folder is not None or signed is not None:
            whole = self.reload()
            if not whole and signed is not None:
                # The company's folder is broken from the start: what is signed counts without it.
                self.current = load_rulebook(folder, None, signed.layer)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where the files are read from."""
        return tuple(f for f in (self._folder, self._company_folder) if f is not None)

    def reload(self) -> bool:
        """Read the files again. False where they are broken and the last good ones stay."""
        with self._lock:
            while True:
                layer = self._signed.layer if self._signed else NOTHING_SIGNED
                try:
                    self.current = load_rulebook(self._folder, self._company_folder, layer)
                except RuleError as error:
                    # Another layer is tried at once; anything else is for a person to mend.
                    if self._signed and self._signed.failed(error):
                        continue
                    self.problem = str(error)
                    return False
                self.problem = ""
                return True


def load_rulebook(
    folder: Path, company_folder: Path | None = None, layer: SignedLayer = NOTHING_SIGNED
) -> Rulebook:
    """Read and check every file. Raises RuleError at the first thing that is wrong.

    The expressions of our own rules were tried when the program was built, and are not again.
    """
    files = RuleFiles(folder, layer.rules, company_folder)
    marks = list(_read(files.of("markers"), marker_rules))
    others = list(_read(files.of("sensitive"), sensitive_rules))
    rules, sensitive = [rule for rule, _ours in marks], [rule for rule, _ours in others]
    shipped: list[AnyRule] = [rule for rule, ours in marks if ours]
    shipped += [rule for rule, ours in others if ours]
    trial = read_trial(layer.rules, marker_rules, date.today())
    _check_together((*rules, *trial.rules), sensitive, files)
    off = switched_off(layer.decisions, date.today())
    return Rulebook(
        tuple(rule for rule in rules if rule.number not in off),
        _policy(read_table(files.policy())),
        tuple(rule for rule in sensitive if rule.number not in off),
        decisions_in(filter(None, (folder, company_folder)), layer.decisions),
        trial,
        (
            *(rule.id for rule in rules if rule.number in off),
            *(rule.id for rule in sensitive if rule.number in off),
        ),
        {rule.id: rule.number for rule in shipped},
    )


def _read(files: Iterable[Path], read: Reading[R]) -> Iterator[tuple[R, bool]]:
    """Each rule, and whether it came with the program. Raises RuleError."""
    for file in files:
        ours = file.is_relative_to(RULES)
        for rule in read(file, ours):
            yield rule, ours


def read_policy(folders: Sequence[Path]) -> Policy:
    """The last folder's policy, or where it has none the first one's. Raises RuleError."""
    own = folders[-1] / "policy.toml"
    return _policy(read_table(own if own.is_file() else folders[0] / "policy.toml"))


def marker_rules(file: Path, ours: bool) -> Iterator[Rule]:
    """The rules of one file. Raises RuleError. The expressions of `ours` are not tried again."""
    table = read_table(file)
    table.only("part", "rule")
    grammar = read_grammar(table)
    for entry in table.tables("rule"):
        rule = _rule(entry, grammar)
        if not ours:
            _check_expressions(entry, rule)
        yield rule


def _rule(table: Table, grammar: Grammar) -> Rule:
    table.only(
        *("number", "id", "scheme", "level", "kind", "why"),
        *("words", "patterns", "trigger", "labels", "matches", "ignores"),
    )
    labels = table.texts("labels")
    rule = Rule(
        number=table.number("number"),
        id=table.text("id"),
        scheme=table.text("scheme"),
        level=table.name("level", names_of(Level)),
        kind=table.name("kind", names_of(Kind)),
        why=_(table.text("why")),
        words=table.texts("words"),
        patterns=(*grammar.written_out(table, "patterns"), *map(label_pattern, labels)),
        trigger=table.text("trigger", ""),
        matches=table.texts("matches"),
        ignores=table.texts("ignores"),
    )
    if not rule.words and not rule.patterns:
        raise table.wrong("words", _("a rule needs words, patterns or labels."))
    return rule


def _check_expressions(table: Table, rule: Rule) -> None:
    for pattern in rule.patterns:
        try:
            compiled = re2.compile(pattern)
        except re2.error as fault:
            reason = _("“{pattern}” is not RE2 syntax: {reason}.")
            raise table.wrong("patterns", reason.format(pattern=pattern, reason=fault)) from None
        if compiled.groups:
            raise table.wrong("patterns", _("use (?:…) in place of (…)."))
        if compiled.search(""):
            raise table.wrong(
                "patterns", _("“{pattern}” matches nothing at all.").format(pattern=pattern)
            )


def _check_together(
    rules: Sequence[Rule], sensitive: Sequence[SensitiveRule], files: RuleFiles
) -> None:
    """No number or id twice, and all rules fit the engine together."""
    # Where the company's own folder is at odds with what came signed, the signed file stays.
    folder = files.company or files.signed or files.shipped
    for key in ("number", "id"):
        seen: set[object] = set()
        for rule in (*rules, *sensitive):
            value = getattr(rule, key)
            if value in seen:
                raise RuleError(folder, key, _("“{value}” stands twice.").format(value=value))
            seen.add(value)
    if folder == RULES:
        return
    try:
        Markers(rules, Sensitive(sensitive).triggers)
    except (re2.error, RuntimeError) as fault:
        reason = _("the rules do not fit together: {reason}.").format(reason=fault)
        raise RuleError(folder, "markers", reason) from None


def _policy(table: Table) -> Policy:
    table.only(
        "title", "text", "whom_to_ask", "clauses", "reason", "approved_tool", "table", "unread"
    )
    clauses = table.table("clauses")
    numbers = {number: clauses.text(number) for number in clauses.entries}
    return Policy(
        rows={
            (level, tool_class): _row(
                table.table("table").table(level.name.lower()), tool_class, numbers
            )
            for level in Level
            for tool_class in ToolClass
        },
        clauses={number: _(sentence) for number, sentence in numbers.items()},
        reasons=_reasons(table),
        unread=_unread(table, numbers),
        approved_tool=_approved(table.table("approved_tool")),
        whom_to_ask=_(table.text("whom_to_ask")),
        title=_(table.text("title")),
        text=_(table.text("text")).strip(),
    )


def _unread(table: Table, clauses: dict[str, str]) -> dict[tuple[Unread, ToolClass], Row]:
    lines = table.table("unread")
    lines.only("picture", "document")
    return {
        (why, tool_class): _row(
            lines.table("picture" if why is Unread.PICTURE else "document"), tool_class, clauses
        )
        for why in Unread
        for tool_class in ToolClass
    }


def _row(line: Table, tool_class: ToolClass, clauses: dict[str, str]) -> Row:
    line.only(*ToolClass)
    if isinstance(line.entries.get(tool_class), str):
        return Row(line.name(tool_class, names_of(Action)))
    cell = line.table(tool_class)
    cell.only("action", "clause")
    clause = cell.text("clause", "")
    if clause and clause not in clauses:
        raise cell.wrong("clause", _("there is no clause “{clause}”.").format(clause=clause))
    return Row(cell.name("action", names_of(Action)), clause)


def _reasons(table: Table) -> dict[Reason, str]:
    codes = {str(reason): reason for reason in Reason}
    reasons = {
        entry.name("code", codes): _(entry.text("label")) for entry in table.tables("reason")
    }
    if not reasons:
        raise table.wrong("reason", _("a policy needs reasons to choose from."))
    return reasons


def _approved(table: Table) -> ApprovedTool | None:
    table.only("name", "url", "up_to")
    up_to = table.name("up_to", names_of(Level))
    name, url = table.text("name"), table.text("url")
    if url and not url.startswith("https://"):
        raise table.wrong("url", _("must begin with https://."))
    return ApprovedTool(name, url, up_to) if name and url else None
