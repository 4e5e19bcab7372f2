"""Sessions: from signing in to signing out, or until nobody has been there for a while."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from central.access.person import Person
from central.access.roles import Role
from central.store.console_tables import accounts, sessions

HOUR = 3600


@dataclass(frozen=True, slots=True)
class Lifetime:
    """Seconds that a session lasts at most, and without being used."""

    longest: int = 12 * HOUR
    idle: int = HOUR


#: A demonstration is on this machine only and shows nothing real.
DEMONSTRATION = Lifetime(longest=7 * 24 * HOUR, idle=7 * 24 * HOUR)

#: Seconds between two writes of `seen`.
_SLACK = 60


def begin(connection: Connection, account: int, now: int) -> str:
    """Begins a session; returns what the cookie holds."""
    secret = secrets.token_urlsafe(32)
    row = {"hash": _hash(secret), "account": account, "began": now, "seen": now}
    connection.execute(sessions.insert().values(row))
    return secret


def find(connection: Connection, secret: str, lifetime: Lifetime, now: int) -> Person | None:
    """Whose session this is, or None."""
    living = (sessions.c.began > now - lifetime.longest) & (sessions.c.seen > now - lifetime.idle)
    query = (
        select(accounts.c.id, accounts.c.email, accounts.c.name, accounts.c.role)
        .join(sessions, sessions.c.account == accounts.c.id)
        .where(sessions.c.hash == _hash(secret), accounts.c.active, living)
    )
    row = connection.execute(query).first()
    return Person(row.id, row.email, row.name, Role(row.role), secret) if row else None


def is_stale(connection: Connection, secret: str, now: int) -> bool:
    """Whether it is time to write that the session is in use."""
    query = select(sessions.c.seen).where(sessions.c.hash == _hash(secret))
    return (connection.scalar(query) or now) < now - _SLACK


def touch(connection: Connection, secret: str, now: int) -> None:
    one = sessions.c.hash == _hash(secret)
    connection.execute(update(sessions).where(one).values(seen=now))


def end(connection: Connection, secret: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.hash == _hash(secret)))


def end_all(connection: Connection, account: int, but: str = "") -> None:
    """Ends every session of a person, except the one with this secret."""
    others = (sessions.c.account == account) & (sessions.c.hash != _hash(but))
    connection.execute(delete(sessions).where(others))


def tidy(connection: Connection, lifetime: Lifetime, now: int) -> None:
    """Deletes what has run out."""
    over = (sessions.c.began <= now - lifetime.longest) | (sessions.c.seen <= now - lifetime.idle)
    connection.execute(delete(sessions).where(over))


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
