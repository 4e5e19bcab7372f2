"""Keeps use cases and every state that they ever had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, func, select, update

from central.register.use_case import Status, UseCase
from central.store.console_tables import use_case_versions, use_cases


@dataclass(frozen=True, slots=True)
class Registered:
    """A use case with its permanent number and how often it was changed."""

    number: int
    version: int
    case: UseCase


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a use case: since when, by whom, why."""

    version: int
    moment: int
    who: str
    why: str
    case: UseCase


class Stale(Exception):
    """Somebody else changed the use case meanwhile."""


def add(connection: Connection, case: UseCase, who: str, why: str, now: int) -> int:
    """Registers a use case; returns its number."""
    row = _columns(case) | {"version": 1}
    added = use_cases.insert().values(row).returning(use_cases.c.number)
    number = int(connection.execute(added).scalar_one())
    _remember(connection, number, 1, case, who, why, now)
    return number


def change(
    connection: Connection, old: Registered, case: UseCase, who: str, why: str, now: int
) -> None:
    """Puts a new state in the place of the one that was shown. Raises Stale."""
    version = old.version + 1
    same = (use_cases.c.number == old.number) & (use_cases.c.version == old.version)
    values = _columns(case) | {"version": version}
    changed = update(use_cases).where(same).values(values).returning(use_cases.c.number)
    if connection.scalar(changed) is None:
        raise Stale
    _remember(connection, old.number, version, case, who, why, now)


def find(connection: Connection, number: int) -> Registered | None:
    """One use case."""
    query = select(use_cases).where(use_cases.c.number == number)
    row = connection.execute(query).first()
    return Registered(row.number, row.version, _read(row.body)) if row else None


def everything(connection: Connection) -> list[Registered]:
    """All use cases, by number."""
    rows = connection.execute(select(use_cases).order_by(use_cases.c.number))
    return [Registered(row.number, row.version, _read(row.body)) for row in rows]


def history(connection: Connection, number: int) -> list[Version]:
    """Every state of a use case, newest first."""
    query = (
        select(use_case_versions)
        .where(use_case_versions.c.number == number)
        .order_by(use_case_versions.c.version.desc())
    )
    return [
        Version(row.version, row.moment, row.who, row.why, _read(row.body))
        for row in connection.execute(query)
    ]


@dataclass(frozen=True, slots=True)
class DueCase:
    """A use case whose review is due."""

    number: int
    title: str
    review_day: int


def due(connection: Connection, day: int) -> list[DueCase]:
    """Approved use cases that should have been reviewed by this day."""
    columns = (use_cases.c.number, use_cases.c.title, use_cases.c.review_day)
    over = use_cases.c.review_day.between(1, day) & (use_cases.c.status == Status.APPROVED)
    query = select(*columns).where(over).order_by(use_cases.c.review_day)
    return [DueCase(*row) for row in connection.execute(query)]


def by_status(connection: Connection) -> dict[Status, int]:
    """How many use cases stand where."""
    query = select(use_cases.c.status, func.count()).group_by(use_cases.c.status)
    return {Status(status): count for status, count in connection.execute(query)}


def differences(old: UseCase, new: UseCase) -> Iterator[tuple[str, object, object]]:
    """The fields that two states do not share: name, before, after."""
    for name in UseCase.__struct_fields__:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield name, before, after


def _columns(case: UseCase) -> dict[str, object]:
    body = msgspec.json.encode(case).decode()
    status, day = str(case.status), case.review_day
    return {"title": case.title, "status": status, "review_day": day, "body": body}


def _read(body: str) -> UseCase:
    return msgspec.json.decode(body, type=UseCase)


def _remember(
    connection: Connection, number: int, version: int, case: UseCase, who: str, why: str, now: int
) -> None:
    row: dict[str, object] = {"number": number, "version": version, "moment": now, "who": who}
    body = msgspec.json.encode(case).decode()
    connection.execute(use_case_versions.insert().values(row | {"why": why, "body": body}))
