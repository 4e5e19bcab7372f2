"""What the agent knows: rules, policy and catalogue, with this machine's settings laid over them.

Rules may change while the agent runs. Each question uses one set from beginning to end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agent.approval.approvals import Approvals
from agent.catalogue import Catalogue
from agent.door import Refusal
from agent.events import Action, Content, Destination, Finding, Flow, Level, ToolClass, Verdict
from agent.judge.judge import Judge
from agent.judge.policy import Policy
from agent.judge.redact import Redacted, redact_cleanly
from agent.rulebook import Rulebook
from agent.service.trial_judge import TrialJudge
from agent.settings import Settings
from agent.warn.standing import standing_words
from agent.warn.warning import Approved, WaysOut, warning
from agent.words import gettext as _


@dataclass(frozen=True, slots=True)
class _Set:
    """One set of rules in use, and the judge made of it."""

    policy: Policy
    approvals: Approvals
    judge: Judge = field(repr=False)
    trial: TrialJudge = field(repr=False)
    #: Id to number of the rules that may be counted one by one.
    counted: Mapping[str, int]


class Guide:
    """Answers what a thing means here: a text, a destination, a level on its way to it."""

    def __init__(
        self,
        rulebook: Rulebook,
        catalogue: Catalogue,
        settings: Settings,
        today: Callable[[], date] = date.today,
    ) -> None:
        """`today`: an approval ends with its last day."""
        self._catalogue = catalogue
        self._settings = settings
        self._today = today
        self._copied = Redacted("", 0)
        self.use(rulebook)

    def use(self, rulebook: Rulebook) -> None:
        """Judge by these rules from now on."""
        here = self._settings
        approvals = Approvals(
            self._catalogue, rulebook.decisions, here.group, self._today, here.tool_classes
        )
        judges = Judge(rulebook), TrialJudge(rulebook)
        self._set = _Set(rulebook.policy, approvals, *judges, rulebook.counted)

    def warm(self) -> None:
        """Build now what would keep the first paste waiting. A second call costs nothing."""
        self._set.judge.warm()

    @property
    def policy(self) -> Policy:
        return self._set.policy

    def judge(self, flow: Flow) -> Verdict:
        """The one judge's verdict."""
        return self._set.judge.verdict(flow.content, flow.destination)

    def tried(self, flow: Flow) -> frozenset[int]:
        """Numbers of the rules on trial that would have found something."""
        return self._set.trial.met(flow.content)

    def counted_rules(self) -> Mapping[str, int]:
        """Id to number of the rules that may be counted one by one."""
        return self._set.counted

    def weighed(self, flow: Flow, findings: tuple[Finding, ...]) -> Verdict:
        """The verdict on a flow where these findings are all there is."""
        return self._set.judge.weighed(findings, flow.destination, flow.content.unread)

    def action_for(self, verdict: Verdict, destination: Destination) -> Action:
        """What the policy asks for where content of this level goes to `destination`."""
        now = self._set.approvals.applied(destination)
        return self._set.policy.row(verdict.level, now.class_for(verdict.level)).action

    def redacted(self, content: Content, verdict: Verdict) -> Redacted:
        """The plain text with placeholders, and how many passages they stand for."""
        return redact_cleanly(content, verdict.findings, self._set.judge.findings)

    def destination(self, named: dict[str, Any]) -> Destination:
        """`{"host": …}`, `{"tool": …}` or `{"process": …}`. Refuses anything else."""
        known = ("host", "path", "tool", "process")
        given = {key: named[key] for key in known if isinstance(named.get(key), str)}
        if not given.keys() - {"path"}:
            raise Refusal("unreadable", "“destination” needs a host, a tool or a process.")
        query = named.get("query")
        texts = query.items() if isinstance(query, dict) else ()
        told = {key: value for key, value in texts if isinstance(value, str)}
        return self.decided(self._catalogue.destination(**given, query=told))

    def decided(self, destination: Destination) -> Destination:
        """The same place with what the company decided about it."""
        return self._set.approvals.applied(destination)

    def standing(self, destination: Destination) -> str:
        """What the company decided about a place, in words."""
        return standing_words(destination, self._set.policy.highest(destination.tool_class))

    def governed_hosts(self) -> tuple[str, ...]:
        """Match patterns of the sites where the extension stands guard."""
        return self._catalogue.governed_hosts()

    def knows(self, host: str) -> bool:
        """Whether the catalogue has a tool at this host, at any path of it."""
        return self._catalogue.has_host(host)

    def tenant_parts(self) -> list[dict[str, str]]:
        """Where path or query tell whose account is open: host, path, and the query's key."""
        return [
            {"host": test.host, "path": test.path, "query": test.query.partition("=")[0]}
            for test in self._catalogue.tenant_tests()
            if test.path or test.query
        ]

    @staticmethod
    def anywhere_public() -> Destination:
        """Where a copy may go next: judged as if to a public tool, until we know better."""
        return Destination(_("a public AI tool"), ToolClass.PUBLIC)

    def warning(self, flow: Flow, verdict: Verdict, passages: int) -> dict[str, Any]:
        """The warning in finished sentences."""
        policy = self._set.policy
        ways = WaysOut(
            passages=passages,
            approved=self._approved(verdict.level, flow.destination),
            reasons=policy.reasons,
            whom_to_ask=self._settings.whom_to_ask or policy.whom_to_ask,
        )
        clause = policy.clauses.get(verdict.clause, "")
        return warning(flow, verdict, clause, ways, self.standing(flow.destination))

    def instead_of(self, destination: Destination) -> str:
        """Name of the tool for the same job that may have internal data, or nothing."""
        approved = self._approved(Level.INTERNAL, destination)
        return approved.name if approved else ""

    def remember_copy(self, content: Content, verdict: Verdict) -> None:
        """Keep the redacted form of the clipboard, in memory, until the next copy."""
        self._copied = self.redacted(content, verdict)

    @property
    def copied(self) -> Redacted:
        """The redacted form of what the clipboard holds."""
        return self._copied

    def _approved(self, level: Level, destination: Destination) -> Approved | None:
        policy, here = self._set.policy, self._settings
        decided = self._set.approvals.instead_of(destination, level)
        if decided is not None:
            return Approved(decided.name, decided.url)
        if here.approved_tool_name and here.approved_tool_url:
            if policy.row(level, ToolClass.APPROVED).action >= Action.WARN:
                return None
            return Approved(here.approved_tool_name, here.approved_tool_url)
        tool = policy.approved_for(level)
        return Approved(tool.name, tool.url) if tool else None
