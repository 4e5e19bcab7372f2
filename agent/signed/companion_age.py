"""How far this companion is behind the versions that the company gives out (docs/protocol.md)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = "versions.json"
#: Bytes of the file.
LARGEST = 20_000
_UNKNOWN, _CURRENT, _BEFORE, _OLDER = "unknown", "current", "one before", "older"


def companion_age(version: str, decisions: Path | None) -> str:
    """In the words of `version.agent`; unknown where the company told of no versions.

    A version that is newer than the first of the list is a pilot's, and as good as current.
    """
    given_out = _given_out(decisions)
    if not given_out:
        return _UNKNOWN
    if version in given_out[1:]:
        return _BEFORE if version == given_out[1] else _OLDER
    return _CURRENT if _parts(version) >= _parts(given_out[0]) else _OLDER


def _given_out(folder: Path | None) -> list[str]:
    """Newest first."""
    try:
        content = (folder / FILE).read_bytes() if folder else b""
        found: Any = json.loads(content)["companion"] if len(content) <= LARGEST else []
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []
    well = isinstance(found, list) and all(isinstance(one, str) and _parts(one) for one in found)
    return found if well else []


def _parts(version: str) -> tuple[int, ...]:
    """1.2.3 as numbers; nothing where it is not of this form."""
    parts = version.split(".")
    well = len(parts) <= 4 and all(p.isascii() and p.isdigit() and len(p) < 9 for p in parts)
    return tuple(map(int, parts)) if well else ()
