"""Takes fields out of the agent's documents without trusting their form."""

from __future__ import annotations

from typing import Any

Table = dict[str, Any]


def text(table: Table, key: str) -> str:
    """The text under `key`, or nothing where there is none."""
    value = table.get(key)
    return value if isinstance(value, str) else ""


def number(table: Table, key: str) -> int:
    """The whole number under `key`, or 0."""
    value = table.get(key)
    return value if isinstance(value, int) else 0


def table(parent: Table, key: str) -> Table:
    """The object under `key`, or an empty one."""
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def rows(parent: Table, key: str) -> list[Table]:
    """The objects in the list under `key`."""
    value = parent.get(key)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def texts(parent: Table, key: str) -> tuple[str, ...]:
    """The texts in the list under `key`."""
    value = parent.get(key)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
