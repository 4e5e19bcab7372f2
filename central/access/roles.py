"""The roles of the console and what each may do. This table is the only place that says so."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, auto


class Role(StrEnum):
    """What a person of the console is there for."""

    VIEWER = "viewer"
    ISO = "iso"
    ISMS = "isms"
    IT = "it"
    COUNCIL = "council"
    AUDITOR = "auditor"


class Permission(StrEnum):
    """One kind of thing that can be seen or done."""

    SEE = auto()
    EDIT_REGISTER = auto()
    EDIT_POLICY = auto()
    DECIDE = auto()
    READ_LETTERS = auto()
    ANSWER_LETTERS = auto()
    READ_INCIDENTS = auto()
    MAKE_EVIDENCE = auto()
    READ_AUDIT = auto()
    SEE_PROTOCOL = auto()
    PROPOSE = auto()
    COUNTERSIGN = auto()
    MANAGE_PEOPLE = auto()
    MANAGE_TOKENS = auto()


_EVERYONE = {Permission.SEE}
_WATCHES = {Permission.READ_LETTERS, Permission.READ_AUDIT, Permission.MAKE_EVIDENCE}
_WATCHES |= {Permission.SEE_PROTOCOL}
_MANAGES = {Permission.EDIT_REGISTER, Permission.EDIT_POLICY, Permission.ANSWER_LETTERS}
_MANAGES |= {Permission.READ_INCIDENTS, Permission.PROPOSE}

#: Nobody who proposes may countersign: no role has both.
GRANTED: Mapping[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset(_EVERYONE),
    Role.ISO: frozenset(
        _EVERYONE
        | _WATCHES
        | _MANAGES
        | {Permission.DECIDE, Permission.MANAGE_PEOPLE}
        | {Permission.MANAGE_TOKENS}
    ),
    Role.ISMS: frozenset(_EVERYONE | _WATCHES | _MANAGES),
    Role.IT: frozenset(
        _EVERYONE
        | {Permission.PROPOSE, Permission.MANAGE_PEOPLE, Permission.MANAGE_TOKENS}
        | {Permission.READ_AUDIT, Permission.SEE_PROTOCOL}
    ),
    Role.COUNCIL: frozenset(
        _EVERYONE | _WATCHES | {Permission.COUNTERSIGN, Permission.READ_INCIDENTS}
    ),
    Role.AUDITOR: frozenset(_EVERYONE | _WATCHES),
}


def may(role: Role, permission: Permission) -> bool:
    """Whether a person of this role may do that."""
    return permission in GRANTED[role]
