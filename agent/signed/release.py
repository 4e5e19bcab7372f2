"""The releases of a set, and the one that is this device's today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from agent.rule_file import RuleError, read_table
from agent.signed.place import read_json

#: Devices out of a hundred that a ring takes in, by their local number.
RINGS: Mapping[str, int] = {"canary": 1, "pilot": 10, "all": 100}


@dataclass(frozen=True, slots=True)
class Release:
    """Rules that were signed together. `key` changes with any of their bytes."""

    number: int
    key: str
    folder: Path
    days: Mapping[str, date]

    def has_come(self, ring: int, today: date) -> bool:
        """Whether it is for a device with this number (0 to 99) today."""
        return any(ring < share and self.days[name] <= today for name, share in RINGS.items())


def releases_in(folder: Path) -> list[Release]:
    """The releases of a set, newest first. Raises RuleError."""
    digests = signed_facts(folder).get("releases", {})
    return sorted(_read(folder, digests), key=lambda release: release.number, reverse=True)


def signed_facts(folder: Path) -> Mapping[str, Any]:
    """What the uplink told of a set: versions, signers, when it ends."""
    return read_json(folder / "signed.json")


def _read(folder: Path, digests: Mapping[str, str]) -> Iterator[Release]:
    file = folder / "releases.toml"
    if not file.exists():
        return
    table = read_table(file)
    table.only("release")
    for entry in table.tables("release"):
        entry.only("number", *RINGS)
        number = entry.number("number")
        digest = digests.get(str(number))
        if not isinstance(digest, str):
            raise RuleError(file, f"release {number}", "its files are missing.")
        days = {ring: entry.day(ring) for ring in RINGS}
        yield Release(number, f"{number}:{digest}", folder / "rules" / str(number), days)
