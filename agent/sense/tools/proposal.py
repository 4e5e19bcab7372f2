"""Something that nobody has described, and that is named like an AI tool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agent.events import ToolClass
from agent.sense.tools.seen import Where


@dataclass(frozen=True, slots=True)
class Proposal:
    """It stays on this machine until the person says otherwise. `reason` is a sentence."""

    name: str
    where: Where
    sign: str
    reason: str

    def document(self) -> dict[str, Any]:
        """For `plimsoll tools --json`."""
        return {
            "tool": None,
            "name": self.name,
            "class": ToolClass.UNKNOWN.value,
            "where": self.where,
            "sign": self.sign,
            "proposal": self.reason,
        }
