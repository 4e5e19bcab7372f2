"""What is drafted and not in force yet, for people who are asked to sign it or want to know."""

from __future__ import annotations

from dataclasses import dataclass

from central.keys.holders import names
from central.keys.repository import KeysError, Repository
from central.keys.signing import needs
from central.keys.state import explain


@dataclass(frozen=True, slots=True)
class Draft:
    """`changes`: as `keys sign` shows them. Who signed and who did not; `enough` have signed."""

    changes: tuple[str, ...]
    signed: str
    missing: str
    enough: bool


def drafted(repository: Repository) -> Draft | None:
    """The draft, or None where nothing is drafted."""
    try:
        changes, roles = tuple(explain(repository)), tuple(needs(repository))
    except KeysError:
        return None
    return Draft(
        changes,
        names({key.keyid: key for role in roles for key in role.signed}.values()),
        names({key.keyid: key for role in roles for key in role.missing}.values()),
        all(role.enough for role in roles),
    )
