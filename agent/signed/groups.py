"""The groups that a device may name: what two people signed, and is large enough besides."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli

from agent.signed.layer import SignedLayer

#: What the company divides itself into, signed by two: number to name (docs/protocol.md).
DIVISION = "groups.toml"
#: Which of them are large enough, as the newest published quarter shows.
LARGE = "groups.json"
#: Bytes of a file.
LARGEST = 20_000


def divided_into(layer: SignedLayer) -> frozenset[int]:
    """Numbers of the groups that there are; none where nobody signed any."""
    try:
        found = tomli.loads(_content(layer.everyone, DIVISION).decode())["groups"]
        return frozenset(int(number) for number in found)
    except (ValueError, TypeError, KeyError, RecursionError):
        return frozenset()


def large_enough(layer: SignedLayer) -> Mapping[str, frozenset[int]]:
    """By kind of epoch the numbers of the groups that may be named in it."""
    try:
        told = json.loads(_content(layer.decisions, LARGE))
        quarterly, monthly = _numbers(told["groups"]), _numbers(told.get("monthly", []))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    quarterly &= divided_into(layer)
    return {"quarter": quarterly, "month": quarterly & monthly}


def _numbers(found: Any) -> frozenset[int]:
    return frozenset(one for one in found if type(one) is int)


def _content(folder: Path | None, name: str) -> bytes:
    """What stands in the file; nothing where it is missing, too large or unreadable."""
    try:
        content = (folder / name).read_bytes() if folder else b""
    except OSError:
        return b""
    return content if len(content) <= LARGEST else b""
