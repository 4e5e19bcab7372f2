"""One-time links: how the first person gets in, and every other who has no sign-in service."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from central.access.roles import Role
from central.store.console_tables import links

#: Seconds that a link is good for.
LIFETIME = 24 * 3600


@dataclass(frozen=True, slots=True)
class Link:
    """Whom the link makes: a role, and an address where it is known already."""

    role: Role
    email: str


def make(connection: Connection, role: Role, email: str, now: int) -> str:
    """Makes a link; returns the token in it. Only its hash is kept."""
    token = secrets.token_urlsafe(32)
    row = {"hash": _hash(token), "role": str(role), "email": email.strip().lower()}
    connection.execute(links.insert().values(row | {"until": now + LIFETIME}))
    return token


def look(connection: Connection, token: str, now: int) -> Link | None:
    """What the link is for; it stays good."""
    query = select(links).where(links.c.hash == _hash(token), links.c.until > now)
    row = connection.execute(query).first()
    return Link(Role(row.role), row.email) if row else None


def use(connection: Connection, token: str, now: int) -> Link | None:
    """What the link is for; from now on it is good for nothing."""
    query = delete(links).where(links.c.hash == _hash(token), links.c.until > now).returning(links)
    row = connection.execute(query).first()
    return Link(Role(row.role), row.email) if row else None


def tidy(connection: Connection, now: int) -> None:
    connection.execute(delete(links).where(links.c.until <= now))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
