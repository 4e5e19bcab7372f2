"""The console's pages, in the order of their use on a Monday."""

from __future__ import annotations

from dataclasses import dataclass

from central.access.person import Person
from central.access.roles import Permission
from central.words import gettext as _


@dataclass(frozen=True, slots=True)
class Place:
    """One page of the menu."""

    title: str
    path: str
    here: bool


def menu(person: Person | None, path: str) -> list[Place]:
    """What this person can go to; nothing before signing in."""
    if person is None:
        return []
    return [
        Place(title, address, _is_here(address, path))
        for title, address, permission in _places()
        if person.may(permission)
    ]


def _is_here(address: str, path: str) -> bool:
    return path == address or (address != "/" and path.startswith(f"{address}/"))


def _places() -> list[tuple[str, str, Permission]]:
    return [
        (_("Overview"), "/", Permission.SEE),
        (_("Months"), "/periods", Permission.SEE),
        (_("Tools"), "/tools", Permission.SEE),
        (_("Rules"), "/rules", Permission.SEE),
        (_("Use cases"), "/use-cases", Permission.SEE),
        (_("Letters"), "/letters", Permission.READ_LETTERS),
        (_("Incidents"), "/incidents", Permission.READ_INCIDENTS),
        (_("Policy"), "/policy", Permission.SEE),
        (_("Fleet"), "/fleet", Permission.SEE),
        (_("Evidence"), "/evidence", Permission.MAKE_EVIDENCE),
        (_("Audit log"), "/audit", Permission.READ_AUDIT),
        (_("Signatures"), "/signatures", Permission.SEE_PROTOCOL),
        (_("People"), "/people", Permission.MANAGE_PEOPLE),
    ]
