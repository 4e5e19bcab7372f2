"""Lessons: a minute's reading that helps where a warning came up."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from central.store.console_tables import lessons


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson. `text` is Markdown; `about` is a level of the policy, or nothing for all."""

    id: int
    title: str
    text: str
    about: str
    shown: bool


def everything(connection: Connection) -> list[Lesson]:
    rows = connection.execute(select(lessons).order_by(lessons.c.id))
    return [Lesson(**row._mapping) for row in rows]


def put(
    connection: Connection, number: int | None, title: str, text: str, about: str, shown: bool
) -> None:
    """Adds a lesson, or changes the one with this number."""
    values = {"title": title, "text": text, "about": about, "shown": shown}
    if number is None:
        connection.execute(lessons.insert().values(values))
    else:
        connection.execute(update(lessons).where(lessons.c.id == number).values(values))
