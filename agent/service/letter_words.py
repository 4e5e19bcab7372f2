"""Letters and reports in finished sentences."""

from __future__ import annotations

import time

from agent.report.written import INCIDENT, Written
from agent.words import gettext as _


def kind_words(kind: str) -> str:
    """What a letter is."""
    return {
        "tool": _("A tool to propose"),
        "use-case": _("A use of AI to register"),
        "dispute": _("A warning that is wrong"),
        "question": _("A question"),
        INCIDENT: _("A report of an incident"),
    }.get(kind, kind)


def state_words(one: Written) -> str:
    """How far it is."""
    if one.kind == INCIDENT:
        return _received_report(one)
    return {
        "written": _("It waits for its week."),
        "leaving": _("It is on its way."),
        "received": _("The company has it. An answer is due within 14 days."),
        "in-work": _("The company is working on it."),
        "agreed": _("Agreed."),
        "declined": _("Declined."),
    }[one.state]


def window_words(begins: float, ends: float) -> str:
    """Between when a letter leaves, such as “leaves between 26 Nov 00:00 and 29 Nov 20:00”."""
    first, last = (time.strftime("%d %b %H:%M", time.localtime(at)) for at in (begins, ends))
    if ends <= begins:
        return _("leaves at {time}").format(time=first)
    return _("leaves between {first} and {last}").format(first=first, last=last)


def _received_report(one: Written) -> str:
    if one.answer:
        return _("The company has it. Its reference is {reference}.").format(reference=one.answer)
    return _("It is on its way and is tried again until the company has it.")
