"""The warning in finished sentences. Tray and page print them as they are (docs/door.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agent.events import Action, Content, Finding, Flow, Level, Moment, Reason, ToolClass, Verdict
from agent.warn.excerpts import excerpts, mark_of
from agent.warn.standing import class_words, level_words
from agent.warn.unread import unread_lines
from agent.words import gettext as _
from agent.words import ngettext

#: Lines of *Found:* before the rest is summed up.
MOST_LINES = 4
#: Characters of a file's name in the title.
LONGEST_NAME = 40


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
        "found": [*_found(flow, verdict), *unread_lines(flow.content.unread)],
        "clause": _clause(flow, verdict, clause),
        "redact": _redact(ways.passages, flow.moment),
        "approved": _approved(ways.approved, verdict.level),
        "continue": None if blocked else _continue(verdict.action, ways.reasons),
        "not_sensitive": None
        if blocked or not verdict.findings
        else {"label": _("Not sensitive?")},
        "cancel": {"label": _("Cancel"), "key": "esc"},
        "promise": _promise(verdict.level, flow.destination.tool_class),
        "whom_to_ask": _whom(ways.whom_to_ask) if blocked else None,
    }


def _title(flow: Flow, verdict: Verdict) -> str:
    if flow.moment is Moment.FOCUS:
        return _("Your clipboard holds {level} text").format(level=level_words(verdict.level))
    gravest = max(verdict.findings, key=lambda f: (f.level, f.confidence), default=None)
    if gravest is None:
        return _("Plimsoll could not check this file")
    if file := _file_name(flow.content, gravest):
        return _file_title(file, gravest, mark_of(flow.content, gravest))
    if gravest.scheme == "secrets":
        return _("This text holds a password or a key")
    if gravest.scheme == "personal":
        return _("This text holds personal data")
    mark = mark_of(flow.content, gravest)
    if not mark:
        return _("This text belongs to a marked header")
    return _("This text is marked {mark}").format(mark=mark)


def _file_name(content: Content, finding: Finding) -> str:
    """The name of the file that a finding stands in, not too long; nothing for other text."""
    if ";file=" not in finding.flavour:
        return ""
    name = content.flavours.get(finding.flavour, "").partition("\n")[0]
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 12]}…{name[-11:]}"


def _file_title(file: str, gravest: Finding, mark: str) -> str:
    if gravest.scheme == "secrets":
        return _("{file} holds a password or a key").format(file=file)
    if gravest.scheme == "personal":
        return _("{file} holds personal data").format(file=file)
    return _("{file} is marked {mark}").format(file=file, mark=mark)


def _found(flow: Flow, verdict: Verdict) -> list[str]:
    """One line for each kind of finding, with an honest count."""
    if flow.moment is Moment.FOCUS:
        return [
            _(
                "Here the page could read a paste before Plimsoll can hold it, "
                "so you are asked before you paste."
            )
        ]
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


def _clause(flow: Flow, verdict: Verdict, sentence: str) -> str:
    """Why here: what the company thinks of the tool, and the policy's own sentence."""
    tool = flow.destination.name
    here = {
        ToolClass.PUBLIC: _("{tool} is a public tool."),
        ToolClass.APPROVED: _("{tool} is approved, but not for this."),
        ToolClass.SANDBOX: _("{tool} is a sandbox, and not for this."),
        ToolClass.LOCAL: _("{tool} runs on this machine."),
        ToolClass.UNKNOWN: _("{tool} is a tool that your company has not looked at."),
    }[flow.destination.tool_class].format(tool=tool)
    if not sentence:
        return here
    policy = _("Policy {number}: {sentence}").format(number=verdict.clause, sentence=sentence)
    return f"{here} {policy}"


def _redact(passages: int, moment: Moment) -> dict[str, str] | None:
    if not passages:
        return None
    typed = moment is Moment.SUBMIT
    return {
        "label": _("Redact, do not send yet") if typed else _("Redact and paste"),
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
