"""How our own programs are started: with Python, or frozen, beside the one that runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

Program = Literal["agent", "tray", "uplink", "fetch-rules", "ledger-key"]

#: The module that each is, and the frozen program that has it: all uplinks share one.
_MODULES: dict[Program, str] = {
    "agent": "agent.run",
    "tray": "ui.app",
    "uplink": "agent.uplink",
    "fetch-rules": "agent.uplink.fetch_rules",
    "ledger-key": "agent.uplink.ledger_key",
}
_FROZEN: dict[Program, tuple[str, ...]] = {
    "agent": ("plimsoll-agent",),
    "tray": ("plimsoll-tray",),
    "uplink": ("plimsoll-uplink", "send"),
    "fetch-rules": ("plimsoll-uplink", "fetch-rules"),
    "ledger-key": ("plimsoll-uplink", "ledger-key"),
}


def command_of(program: Program) -> list[str]:
    """The first words of the command; options follow."""
    if is_frozen():
        this = Path(sys.executable)
        name, *words = _FROZEN[program]
        return [str(this.with_name(name + this.suffix)), *words]
    return [sys.executable, "-m", _MODULES[program]]


def is_frozen() -> bool:
    """Whether this is an installed program with a Python of its own."""
    return bool(getattr(sys, "frozen", False))
