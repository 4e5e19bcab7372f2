"""Which versions of the companion the company gives out, for devices to know how old they are."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

import msgspec

#: Name of the file among the decisions (docs/protocol.md, *Versions*).
FILE = "versions.json"


def versions_file(given_out: Sequence[str]) -> bytes:
    """`given_out`: newest first. Where IT named none, central's own version is the current one."""
    versions = list(given_out) or _own()
    return msgspec.json.encode({"companion": versions}) if versions else b""


def _own() -> list[str]:
    try:
        return [version("plimsoll")]
    except PackageNotFoundError:  # run from a folder that was never installed
        return []
