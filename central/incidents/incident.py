"""A report as a device sends it, and how far the company is with it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

import msgspec


class Kind(StrEnum):
    """What went wrong."""

    DATA = "data"
    ACCOUNT = "account"
    OUTPUT = "output"
    OTHER = "other"


class State(StrEnum):
    """How far it is."""

    NEW = "new"
    IN_WORK = "in-work"
    CLOSED = "closed"


_Line = Annotated[str, msgspec.Meta(max_length=100)]


class Report(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of a report (docs/protocol.md)."""

    id: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
    kind: Literal["data", "account", "output", "other"]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    contact: _Line
    tool: _Line
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=4096)]
    #: Unix seconds, as the person says; 0 where they do not know.
    happened: Annotated[int, msgspec.Meta(ge=0, lt=2**40)]

    def __repr__(self) -> str:
        # What somebody wrote stands on the page *Incidents* and nowhere else.
        return "Report(…)"
