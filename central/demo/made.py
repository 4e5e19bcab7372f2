"""What was decided in the year of the synthetic company. Days count back from today."""

from __future__ import annotations

from dataclasses import dataclass

from central.deciding.countersign import Kind
from central.deciding.decision import Decision, Verb
from central.policies.reviews import Cause


@dataclass(frozen=True, slots=True)
class ReviewMade:
    """A review: asked for so long ago, due so many days later; done where it has an outcome."""

    days_ago: int
    due_in: int
    cause: Cause
    reason: str
    outcome: str = ""


REVIEWS = (
    ReviewMade(220, 30, Cause.LEGAL_CHANGE, "The AI Act’s duties apply.", "Clause 3.5 added."),
    ReviewMade(130, 14, Cause.NEW_SYSTEM, "A copilot for all offices.", "No change needed."),
    ReviewMade(40, 10, Cause.ANNUAL, "", "Version 3 written."),
    ReviewMade(11, 30, Cause.AUDIT, "The surveillance audit asks for AI controls."),
)

#: Days ago, tool, for how many days (0: no end), and the decision.
DECISIONS = (
    (330, 1, 0, Decision(
        verb=Verb.RESTRICT, tool_class="public", instead=3,
        reason="Private accounts; no contract.")),
    (318, 3, 478, Decision(
        verb=Verb.APPROVE, up_to="confidential",
        reason="Enterprise contract with a data processing agreement.")),
    (210, 6, 0, Decision(verb=Verb.WATCH, reason="Pilot in software development.")),
    (96, 6, 184, Decision(
        verb=Verb.APPROVE, up_to="internal", groups=(3,),
        reason="The pilot went well; source code only.")),
    (64, 136, 60, Decision(
        verb=Verb.APPROVE, up_to="internal", reason="Until local models are reviewed.")),
    (41, 267, 0, Decision(
        verb=Verb.RESTRICT, tool_class="public", instead=3,
        reason="Data leaves the European Economic Area.")),
)  # fmt: skip

#: Days ago, kind, title and text.
CHANGES = (
    (280, Kind.GROUPS, "Nine groups for quarterly figures",
     "Divisions of at least 100 people, departments of at least 25. The list is annex B."),
    (140, Kind.CUSTOM_MARKS, "HARBOUR BLUE",
     "The mark of the terminal project counts as confidential."),
    (6, Kind.REGISTRY, "Count how often a lesson helped",
     "lesson.helped: one bit a month, company-wide. It shows whether lessons are worth it."),
)  # fmt: skip
