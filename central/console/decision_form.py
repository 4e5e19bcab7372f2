"""Reads the form of a decision about a tool, and fills it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from central.console.fields import Fields
from central.console.policy_names import levels
from central.days import day_text
from central.deciding.decision import Decision, Verb
from central.tools import Tool
from central.words import gettext as _

#: What an approved tool may be taken for.
APPROVED = ("approved", "sandbox", "local")


def read_form(
    form: Fields, tools: Mapping[int, Tool], about: int
) -> tuple[Decision | None, dict[str, str]]:
    """The decision that was typed, and what is wrong with it."""
    verb = form.choice("verb", Verb)
    reason = form.text("reason", 1_000)
    instead = form.number("instead", 1, 65_535) if form.secret("instead") else 0
    if instead and (instead not in tools or instead == about):
        form.errors["instead"] = _("Please choose another tool.")
    if verb == Verb.APPROVE:
        decision = _approval(form, reason)
    else:
        public = "public" if verb == Verb.RESTRICT else ""
        known = Verb(verb) if verb else Verb.WATCH
        decision = Decision(verb=known, tool_class=public, instead=instead, reason=reason)
    return (None if form.errors else decision), form.errors


def _approval(form: Fields, reason: str) -> Decision:
    address = form.text("address", 500, needed=False)
    if address and not _is_web(address):
        form.errors["address"] = _("An address that begins with https://.")
    groups = form.text("groups", 500, needed=False)
    numbers = [part for part in groups.replace(",", " ").split() if part]
    if not all(part.isascii() and part.isdigit() and int(part[:9]) > 0 for part in numbers):
        form.errors["groups"] = _("Numbers of groups, such as 3, 7.")
        numbers = []
    return Decision(
        verb=Verb.APPROVE,
        tool_class=form.choice("class", APPROVED),
        up_to=form.choice("up_to", levels(), needed=False),
        groups=tuple(sorted({int(part[:9]) for part in numbers})),
        tenant=form.text("tenant", needed=False).casefold(),
        until_day=form.day("until", needed=False),
        address=address,
        reason=reason,
    )


def form_values(decision: Decision) -> dict[str, Any]:
    """What the form shows of a decision."""
    verb = Verb.APPROVE if decision.verb is Verb.WITHDRAW else decision.verb
    return {
        "verb": verb,
        "class": decision.tool_class or "approved",
        "up_to": decision.up_to,
        "groups": ", ".join(map(str, decision.groups)),
        "tenant": decision.tenant,
        "until": day_text(decision.until_day),
        "instead": decision.instead or "",
        "address": decision.address,
        "reason": "",
    }


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)
