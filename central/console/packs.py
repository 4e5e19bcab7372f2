"""The packs of rules that come with Plimsoll: how many rules each holds, about what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from central.registry import RULES

#: The ladder, gravest first.
LEVELS = ("secret", "restricted", "confidential", "internal", "public")


@dataclass(frozen=True, slots=True)
class Pack:
    """One file of rules."""

    name: str
    kind: str
    schemes: tuple[str, ...]
    levels: tuple[int, ...]

    @property
    def rules(self) -> int:
        return sum(self.levels)


def load_packs(folder: Path = RULES) -> tuple[Pack, ...]:
    """Every pack, those about marks first. Raises OSError and ValueError."""
    return tuple(
        _pack(file, kind)
        for kind in ("markers", "sensitive")
        for file in sorted((folder / kind).glob("*.toml"))
    )


def _pack(file: Path, kind: str) -> Pack:
    rules: list[dict[str, Any]] = tomli.loads(file.read_text("utf-8")).get("rule", [])
    levels = Counter(str(rule["level"]) for rule in rules)
    schemes = dict.fromkeys(str(rule["scheme"]) for rule in rules)
    counted = tuple(levels[level] for level in LEVELS)
    return Pack(file.stem.lstrip("0123456789-"), kind, tuple(schemes), counted)
