"""Tools for which the company's register has approved use cases, and which (docs/protocol.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILE = "register.json"
#: Bytes of the file.
LARGEST = 200_000


def registered_tools(folder: Path | None) -> Mapping[int, frozenset[int]] | None:
    """Catalogue number to the numbers of its use cases, out of a folder of signed decisions.

    None: the company told of none.
    """
    try:
        content = (folder / FILE).read_bytes() if folder else b""
        found = json.loads(content) if content and len(content) <= LARGEST else {}
        cases = found.get("cases", {})
        return {tool: _numbers(cases.get(str(tool), [])) for tool in _numbers(found["tools"])}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _numbers(found: Any) -> frozenset[int]:
    """Raises TypeError where it is no list of whole numbers."""
    if not isinstance(found, list) or not all(type(one) is int for one in found):
        raise TypeError
    return frozenset(found)
