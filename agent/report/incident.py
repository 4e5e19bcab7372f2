"""A report that something went wrong: named, sent at once, to an address of its own.

It takes no part in what keeps messages anonymous: a report says who can be asked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agent.report.letter import MOST_SHORT, TEXT_BYTES, printable, text_bytes
from agent.report.request import json_request


class IncidentKind(StrEnum):
    """What went wrong."""

    DATA = "data"
    ACCOUNT = "account"
    OUTPUT = "output"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Incident:
    """What a person reports. Raises ValueError for what does not fit, and without a name."""

    kind: IncidentKind
    name: str = field(repr=False)
    #: How to reach the person: a telephone number, a mail address.
    contact: str = field(repr=False)
    #: The AI tool, as the person calls it, or nothing.
    tool: str = field(repr=False)
    text: str = field(repr=False)
    #: When it happened, in Unix seconds, as the person says.
    happened: int

    def __post_init__(self) -> None:
        lines = (self.name, self.contact, self.tool)
        if not self.name.strip() or not self.text.strip():
            raise ValueError("a report has a name and a text")
        if max(map(len, lines)) > MOST_SHORT or not printable("".join(lines)):
            raise ValueError("name, contact and tool are lines of up to 100 characters")
        if not printable(self.text, "\n\t") or text_bytes(self.text) > TEXT_BYTES:
            raise ValueError("a report's text has up to 4096 bytes")

    def body(self, identity: str) -> bytes:
        """What is sent. `identity`: 32 hexadecimals, by which central knows a repeat."""
        said = {
            "id": identity,
            "kind": self.kind,
            "name": self.name,
            "contact": self.contact,
            "tool": self.tool,
            "text": self.text,
            "happened": self.happened,
        }
        return json.dumps(said, ensure_ascii=False).encode()


def incident_request(address: str, body: bytes) -> tuple[str, Mapping[str, str]]:
    """Address and headers of a report."""
    return address, json_request(address, body)
