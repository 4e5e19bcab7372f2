"""Brings a store to the tables that this version knows, and back to those of an older one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"

#: The newest step of `migrations/versions`.
HEAD = "0002"
#: The first step: what a store held before there were migrations.
SPINE = "0001"

#: Two servers that start at once on one PostgreSQL wait for each other here. Any number will do.
_LOCK = 7_103_201


class UnknownStep(Exception):
    """The store was made by a newer Plimsoll, or there is no such step."""


def revision(connection: Connection) -> str | None:
    """The step that the store stands at, or None in an empty one."""
    tables = inspect(connection)
    if tables.has_table("alembic_version"):
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        if found:
            return found
    return SPINE if tables.has_table("terms") else None


def upgrade(connection: Connection) -> None:
    """Takes every step that is missing. Raises UnknownStep where the store is ahead of us."""
    # Alembic takes a tenth of a second to load; a store that is up to date does without.
    if revision(connection) == HEAD:
        return
    with _alone(connection):
        found = revision(connection)
        _refuse_unknown(found)
        if found == HEAD:
            return
        from alembic import command

        config = _config(connection)
        if found == SPINE:
            command.stamp(config, SPINE)
        command.upgrade(config, "head")


def downgrade(connection: Connection, step: str) -> None:
    """Goes back to an older step. What newer tables held is lost. Raises UnknownStep."""
    with _alone(connection):
        _refuse_unknown(revision(connection))
        _refuse_unknown(step)
        from alembic import command

        command.downgrade(_config(connection), step)


def steps() -> list[str]:
    """Every step, oldest first."""
    return sorted(file.name[:4] for file in (_FOLDER / "versions").glob("[0-9]*.py"))


def _refuse_unknown(step: str | None) -> None:
    if step is not None and step not in steps():
        raise UnknownStep(step)


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    # SQLite's writer is alone already. PostgreSQL lets go at the transaction's end by itself.
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    yield
