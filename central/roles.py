"""The parts of central. Each is a process with a folder, a store and secrets of its own."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A part, in the order in which they start."""

    ISSUER = "issuer"
    COLLECTOR = "collector"
    RELAY = "relay"
    RULES = "rules"
    CONSOLE = "console"
