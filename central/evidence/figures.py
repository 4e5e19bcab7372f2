"""Published figures as rows of a file: what the console shows, and nothing that it does not."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from central.registry import Registry


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One published cell. `count` is empty where `hidden` says why."""

    kind: str
    begins: str
    metric: str
    title: str
    label: int
    value: str
    count: int | None
    hidden: str


HEADER = ("epoch", "begins", "metric", "title", "group", "value", "count", "hidden")


def figure_rows(
    connection: Connection, registry: Registry, begins: int, ends: int
) -> list[FigureRow]:
    """The cells of every epoch that was published and begins in the period."""
    return []
