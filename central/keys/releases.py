"""The releases in force, as devices read them: which rules, and from which day on for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import tomli

from central.keys.release import RINGS
from central.keys.repository import KeysError, Repository

FILE = "releases.toml"


@dataclass(frozen=True, slots=True)
class Published:
    """One release and its day for each ring."""

    number: int
    days: tuple[date, ...]


def published(repository: Repository) -> list[Published]:
    """Newest first; none where nothing was signed yet."""
    if not repository.began:
        return []
    try:
        target = repository.protected().signed.targets.get(FILE)
        if target is None:
            return []
        file = repository.targets / f"{target.hashes['sha256']}.{FILE}"
        content = tomli.loads(file.read_text("utf-8"))
    except (KeysError, OSError, ValueError):
        return []
    found = [
        Published(int(one["number"]), tuple(one[ring] for ring in RINGS))
        for one in content.get("release", [])
    ]
    return sorted(found, key=lambda one: -one.number)
