"""The browsers that can carry the extension, as `rules/browsers.toml` lists them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

TABLE = Path(__file__).parent.parent.parent / "rules" / "browsers.toml"

Family = Literal["chromium", "firefox"]


@dataclass(frozen=True, slots=True)
class Browser:
    """One browser on one system. Places are as in the table: `~` is a home folder."""

    id: str
    name: str
    family: Family
    #: Commands, or places that exist where the browser was installed or used.
    found: tuple[str, ...]
    user_hosts: str
    machine_hosts: str
    #: Where its policy stands: the first that exists, else the first.
    policies: tuple[str, ...]


def known_browsers(system: str) -> tuple[Browser, ...]:
    """Every browser that a system (linux, macos, windows) may have, in the table's order."""
    rows = tomllib.loads(TABLE.read_text("utf-8"))["browser"]
    return tuple(_browser(row, row[system]) for row in rows)


def _browser(row: Mapping[str, Any], places: Mapping[str, Any]) -> Browser:
    return Browser(
        row["id"],
        row["name"],
        row["family"],
        tuple(places["found"]),
        places["user_hosts"],
        places["machine_hosts"],
        tuple(places["policies"]),
    )
