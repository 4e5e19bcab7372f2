"""Who is asking: a person with a session, or a program with a token."""

from __future__ import annotations

from dataclasses import dataclass, field

from central.access.roles import Permission, Role, may


@dataclass(frozen=True, slots=True)
class Person:
    """What a page knows of who asks. `account` is None for a program."""

    account: int | None
    email: str
    name: str
    role: Role
    #: What the cookie or the token holds; proves nothing once it is hashed.
    secret: str = field(repr=False, default="")

    def may(self, permission: Permission) -> bool:
        return may(self.role, permission)
