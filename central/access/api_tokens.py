"""Tokens for programs that read the API. A token has the rights of a role, and only reads."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from central.access.person import Person
from central.access.roles import Role
from central.store.console_tables import api_tokens

PREFIX = "plimsoll-api-"
#: Days that a token is good for at most.
LONGEST = 365


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What the list of tokens shows. `key` are the first digits of its hash."""

    key: str
    name: str
    role: Role
    made_by: str
    last_day: int


def make(
    connection: Connection, name: str, role: Role, made_by: str, now: int, last_day: int
) -> str:
    """Makes a token and returns it; it is shown once."""
    token = PREFIX + secrets.token_urlsafe(32)
    row = {"hash": _hash(token), "name": name, "role": str(role), "made_by": made_by, "made": now}
    connection.execute(api_tokens.insert().values(row | {"last_day": last_day}))
    return token


def find(connection: Connection, token: str, day: int) -> Person | None:
    """The program with this token, or None."""
    good = (api_tokens.c.hash == _hash(token)) & (api_tokens.c.last_day >= day)
    row = connection.execute(select(api_tokens).where(good)).first()
    return Person(None, f"token:{row.name}", row.name, Role(row.role), token) if row else None


def everything(connection: Connection) -> list[ApiToken]:
    rows = connection.execute(select(api_tokens).order_by(api_tokens.c.made))
    return [
        ApiToken(bytes(row.hash).hex()[:16], row.name, Role(row.role), row.made_by, row.last_day)
        for row in rows
    ]


def revoke(connection: Connection, key: str) -> str | None:
    """Ends the token whose hash begins so; returns its name."""
    for row in connection.execute(select(api_tokens.c.hash, api_tokens.c.name)).all():
        if bytes(row.hash).hex()[:16] == key:
            connection.execute(delete(api_tokens).where(api_tokens.c.hash == row.hash))
            return str(row.name)
    return None


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
