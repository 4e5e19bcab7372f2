"""Reads a file of `rules/`, which central shares with the companion."""

from __future__ import annotations

from typing import Any

import tomli

from central.registry import RULES


def read_rule_file(name: str) -> dict[str, Any]:
    """The content of one file. Raises OSError and ValueError."""
    return tomli.loads((RULES / name).read_text("utf-8"))
