"""One AI tool, found in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from agent.catalogue import Tool
from agent.events import Channel

Where = Literal[
    "running", "listening", "key", "installed", "application", "extension", "mcp", "models"
]


@dataclass(frozen=True, slots=True)
class Seen:
    """A tool, where it was seen, and the sign: a name, a file or an id. Never what it holds."""

    tool: Tool
    where: Where
    sign: str
    channel: Channel
    #: Whether an access key stands readable beside it. The key itself is not kept.
    readable_key: bool = False

    def document(self) -> dict[str, Any]:
        """For `plimsoll tools --json`."""
        return {
            "tool": self.tool.id,
            "name": self.tool.name,
            "class": self.tool.tool_class.value,
            "where": self.where,
            "sign": self.sign,
            "readable_key": self.readable_key,
            "proposal": None,
        }
