"""The warning in finished sentences. Tray and page print them as they are (docs/door.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agent.events import Action, Finding, Flow, Level, Reason, ToolClass, Verdict
from agent.warn.excerpts import excerpts, mark_of
from agent.warn.standing import class_words, level_words
from agent.words import gettext as _
from agent.words import ngettext

#: Lines of *Found:* before the rest is summed up.
MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Approved:
    """The tool that a warning offers instead."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What the policy offers besides *cancel*."""

    #: Passages that *redact* would replace; 0 where nothing can be.
    passages: int
    approved: Approved | None
    #: Why a person may continue, in the policy's words and order.
    reasons: Mapping[Reason, str]
    whom_to_ask: str


def warning(
    flow: Flow, verdict: Verdict, clause: str, ways: WaysOut, standing: str
) -> dict[str, Any]:
    """The document of docs/door.md.

    `clause` is the policy's own sentence, `standing` what the company decided about the tool.
    """
    blocked = verdict.action == Action.BLOCK
    return {
        "action": verdict.action.name.lower(),
        "title": _title(flow, verdict),
        "destination": f"{flow.destination.name} · {standing}",
        "excerpts": excerpts(flow.content, verdict.findings),
        "found": _found(flow, verdict),
        "clause": _clause(verdict.clause, clause),
        "redact": _redact(ways.passages),
        "approved": _approved(ways.approved, verdict.level),
        "continue": None if blocked else _continue(verdict.action, ways.reasons),
        "not_sensitive": None if blocked else {"label": _("Not sensitive?")},
        "cancel": {"label": _("Cancel"), "key": "esc"},
        "promise": _promise(verdict.level, flow.destination.tool_class),
        "whom_to_ask": _whom(ways.whom_to_ask) if blocked else None,
    }


def _title(flow: Flow, verdict: Verdict) -> str:
    gravest = max(verdict.findings, key=lambda f: (f.level, f.confidence), default=None)
    if gravest is None:
        return _("This text may not be for everyone")
    if gravest.scheme == "secrets":
        return _("This text holds a password or a key")
    if gravest.scheme == "personal":
        return _("This text holds personal data")
    mark = mark_of(flow.content, gravest)
    if not mark:
        return _("This text belongs to a marked header")
    return _("This text is marked {mark}").format(mark=mark)


def _found(flow: Flow, verdict: Verdict) -> list[str]:
    """One line for each kind of finding, with an honest count."""
    kinds = Counter((mark_of(flow.content, f), _sign(f)) for f in verdict.findings)
    lines = [_line(mark, sign, times) for (mark, sign), times in kinds.items()]
    more = len(lines) - MOST_LINES
    if more <= 0:
        return lines
    rest = ngettext("And {count} more.", "And {count} more.", more).format(count=more)
    return [*lines[:MOST_LINES], rest]


def _sign(finding: Finding) -> str:
    """What counted most for the mark, such as “stands alone on its line”; else the rule's why."""
    signs = (line.removeprefix("+ ") for line in finding.evidence if line.startswith("+ "))
    return next(signs, finding.why.removesuffix("."))


def _line(mark: str, sign: str, times: int) -> str:
    if not mark:
        return sign[:1].upper() + sign[1:] + "."
    if times == 1:
        return _("“{mark}” – {sign}.").format(mark=mark, sign=sign)
    return _("“{mark}”, {times} times – {sign}.").format(mark=mark, times=times, sign=sign)


def _clause(number: str, sentence: str) -> str:
    return _("Policy {number}: {sentence}").format(number=number, sentence=sentence)


def _redact(passages: int) -> dict[str, str] | None:
    if not passages:
        return None
    return {
        "label": _("Redact and paste"),
        "detail": ngettext(
            "{count} passage becomes a placeholder",
            "{count} passages become placeholders",
            passages,
        ).format(count=passages),
        "see": _("See the result"),
    }


def _approved(approved: Approved | None, level: Level) -> dict[str, str] | None:
    if approved is None:
        return None
    return {
        "label": _("Open in {tool}").format(tool=approved.name),
        "detail": _("Approved for {level} data").format(level=level_words(level)),
        "url": approved.url,
    }


def _continue(action: Action, reasons: Mapping[Reason, str]) -> dict[str, Any]:
    required = action == Action.JUSTIFY
    return {
        "label": _("Continue anyway…"),
        "detail": _("Asks for a reason") if required else _("A reason is optional"),
        "required": required,
        "question": _("Why is it fine to continue?"),
        "reasons": [
            {"code": reason.value, "label": _(words), "key": str(number)}
            for number, (reason, words) in enumerate(reasons.items(), 1)
        ],
    }


def _promise(level: Level, tool_class: ToolClass) -> str:
    return _(
        "Nothing of this text is stored or sent. "
        "Counted without your name: “warning, {level}, {tool_class}”."
    ).format(level=level_words(level), tool_class=class_words(tool_class))


def _whom(whom: str) -> str:
    return _("To ask about it: {whom}").format(whom=whom) if whom else ""
