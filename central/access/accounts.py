"""The people of the console, as they are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from central.access.roles import Role
from central.store.console_tables import accounts


@dataclass(frozen=True, slots=True)
class Account:
    """One person. `totp` is sealed; `subject` is who they are at the sign-in service."""

    id: int
    email: str
    name: str
    role: Role
    active: bool
    password: str | None = field(repr=False, default=None)
    totp: bytes | None = field(repr=False, default=None)
    totp_step: int = 0
    subject: str | None = None


def by_email(connection: Connection, email: str) -> Account | None:
    return _one(connection, accounts.c.email == email.strip().lower())


def by_subject(connection: Connection, subject: str) -> Account | None:
    return _one(connection, accounts.c.subject == subject)


def by_id(connection: Connection, number: int) -> Account | None:
    return _one(connection, accounts.c.id == number)


def everyone(connection: Connection) -> list[Account]:
    """All accounts, by name."""
    return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.name))]


def count(connection: Connection) -> int:
    """How many may sign in."""
    query = select(func.count()).select_from(accounts).where(accounts.c.active)
    return connection.scalar(query) or 0


def add(
    connection: Connection,
    email: str,
    name: str,
    role: Role,
    *,
    password: str | None = None,
    totp: bytes | None = None,
    subject: str | None = None,
) -> int:
    """Adds a person and returns the number."""
    row = {"email": email.strip().lower(), "name": name.strip(), "role": str(role), "active": True}
    row |= {"password": password, "totp": totp, "subject": subject}
    added = accounts.insert().values(row).returning(accounts.c.id)
    return int(connection.execute(added).scalar_one())


def change(connection: Connection, number: int, **values: object) -> None:
    """Sets columns of one account."""
    connection.execute(update(accounts).where(accounts.c.id == number).values(**values))


def use_step(connection: Connection, number: int, step: int) -> bool:
    """Marks a one-time code as used. False where it or a later one was used meanwhile."""
    unused = (accounts.c.id == number) & (accounts.c.totp_step < step)
    used = update(accounts).where(unused).values(totp_step=step).returning(accounts.c.id)
    return connection.scalar(used) is not None


def _one(connection: Connection, condition: ColumnElement[bool]) -> Account | None:
    row = connection.execute(select(accounts).where(condition)).first()
    return _account(row) if row else None


def _account(row: Row[Any]) -> Account:
    values = dict(row._mapping)
    return Account(**values | {"role": Role(values["role"])})
