"""The groups that a device may name: what two people signed, and is large enough besides."""

from __future__ import annotations

import json
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


def large_enough(layer: SignedLayer) -> frozenset[int]:
    """Numbers of the groups that may be named; none where the company told of none."""
    try:
        found: Any = json.loads(_content(layer.decisions, LARGE))["groups"]
        numbers = [one for one in found if type(one) is int]
    except (ValueError, TypeError, KeyError, RecursionError):
        return frozenset()
    return divided_into(layer).intersection(numbers)


def _content(folder: Path | None, name: str) -> bytes:
    """What stands in the file; nothing where it is missing, too large or unreadable."""
    try:
        content = (folder / name).read_bytes() if folder else b""
    except OSError:
        return b""
    return content if len(content) <= LARGEST else b""
