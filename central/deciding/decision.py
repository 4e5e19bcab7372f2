"""One decision about a tool, in the form of `rules/schema/decisions.json` and with its reason."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from central.days import day_text


class Verb(StrEnum):
    """What was decided. `WATCH` only says that somebody looked; the catalogue's class holds."""

    APPROVE = "approve"
    RESTRICT = "restrict"
    WATCH = "watch"
    WITHDRAW = "withdraw"


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`tool_class` is what devices take the tool for; a day counts from 1970, 0 is no end."""

    verb: Verb
    tool_class: str = "approved"
    up_to: str = ""
    groups: tuple[int, ...] = ()
    tenant: str = ""
    until_day: int = 0
    instead: int = 0
    address: str = ""
    reason: str = ""


def as_toml(tool: int, decision: Decision) -> str:
    """The table that devices read (docs/approval.md); nothing where devices need nothing."""
    if decision.verb in (Verb.WATCH, Verb.WITHDRAW):
        return ""
    lines = [f"tool = {tool}", f'class = "{decision.tool_class}"']
    if decision.up_to:
        lines.append(f'up_to = "{decision.up_to}"')
    if decision.groups:
        lines.append(f"groups = [{', '.join(map(str, decision.groups))}]")
    if decision.tenant:
        lines.append(f"tenant = {_text(decision.tenant)}")
    if decision.until_day:
        lines.append(f"until = {day_text(decision.until_day)}")
    if decision.instead:
        lines.append(f"instead = {decision.instead}")
    if decision.address:
        lines.append(f"address = {_text(decision.address)}")
    return "\n".join(["[[decision]]", *lines, ""])


def _text(text: str) -> str:
    # A basic string of TOML is a string of JSON (TOML 1.0); DEL is the one sign that differs.
    return msgspec.json.encode(text).decode().replace("\x7f", "\\u007f")
