"""Tools for which the company's register has an approved use case (docs/protocol.md)."""

from __future__ import annotations

import json
from pathlib import Path

FILE = "register.json"
#: Bytes of the file.
LARGEST = 200_000


def registered_tools(folder: Path | None) -> frozenset[int] | None:
    """Catalogue numbers, out of a folder of signed decisions. None: the company told of none."""
    try:
        content = (folder / FILE).read_bytes() if folder else b""
        found = json.loads(content)["tools"] if content and len(content) <= LARGEST else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    if not isinstance(found, list) or not all(type(one) is int for one in found):
        return None
    return frozenset(found)
