"""Versions of the policy. A version is written, perhaps changed, and published; then it stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, update

from central.store.console_tables import policy_versions


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One version. `text` is Markdown; `published` is None for a draft."""

    number: int
    title: str
    text: str
    changes: str
    written: int
    written_by: str
    published: int | None
    published_by: str | None


def add(connection: Connection, title: str, text: str, changes: str, who: str, now: int) -> int:
    """Adds a draft; returns its number."""
    row = {"title": title, "text": text, "changes": changes, "written": now, "written_by": who}
    added = policy_versions.insert().values(row).returning(policy_versions.c.number)
    return int(connection.execute(added).scalar_one())


def change(
    connection: Connection, number: int, title: str, text: str, changes: str, who: str, now: int
) -> bool:
    """Changes a draft. False where it was published meanwhile."""
    row = {"title": title, "text": text, "changes": changes, "written": now, "written_by": who}
    return _change_draft(connection, number, row)


def publish(connection: Connection, number: int, who: str, now: int) -> bool:
    """Publishes a draft. False where it was published before."""
    return _change_draft(connection, number, {"published": now, "published_by": who})


def find(connection: Connection, number: int) -> PolicyVersion | None:
    query = select(policy_versions).where(policy_versions.c.number == number)
    row = connection.execute(query).first()
    return _version(row) if row else None


def everything(connection: Connection) -> list[PolicyVersion]:
    """All versions, newest first."""
    rows = connection.execute(select(policy_versions).order_by(policy_versions.c.number.desc()))
    return [_version(row) for row in rows]


def in_force(versions: list[PolicyVersion]) -> PolicyVersion | None:
    """The one that was published last."""
    published = [one for one in versions if one.published is not None]
    return max(published, key=lambda one: (one.published or 0, one.number), default=None)


def _change_draft(connection: Connection, number: int, values: dict[str, object]) -> bool:
    draft = (policy_versions.c.number == number) & policy_versions.c.published.is_(None)
    changed = update(policy_versions).where(draft).values(values)
    return connection.scalar(changed.returning(policy_versions.c.number)) is not None


def _version(row: Row[Any]) -> PolicyVersion:
    return PolicyVersion(**row._mapping)
