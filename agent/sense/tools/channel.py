"""By which way a tool is used when its program is seen."""

from __future__ import annotations

from agent.catalogue import Tool
from agent.events import Channel

_BY_KIND = {
    "command-line": Channel.CLI,
    "code-editor": Channel.IDE,
    "code-assistant": Channel.IDE,
    "api": Channel.API,
}


def channel_of_program(tool: Tool) -> Channel:
    """*desktop* for all that is neither a command, nor a code editor, nor a library."""
    return _BY_KIND.get(tool.kind, Channel.DESKTOP)
