"""Whose programming interface a key is for (rules/api_providers.toml)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import tomli

SHIPPED = Path(__file__).parent.parent.parent / "rules" / "api_providers.toml"
#: For a provider without a number of its own.
OTHERS = 8

#: A tool's id to the number of its provider.
Providers = Callable[[str], int]


def load_providers(file: Path = SHIPPED) -> Providers:
    """Raises OSError and ValueError."""
    numbers = {
        tool: int(entry["number"])
        for entry in tomli.loads(file.read_text("utf-8"))["provider"]
        for tool in entry["tools"]
    }
    return lambda tool: numbers.get(tool, OTHERS)
