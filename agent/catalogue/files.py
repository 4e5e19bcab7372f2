"""Finds a tool by a file or folder, wherever the home folder lies and whatever the system."""

from __future__ import annotations

from collections.abc import Iterable

from agent.catalogue.tool import Tool

#: Windows' names for folders below the home folder, in small letters.
_WINDOWS = {
    "%userprofile%": "~",
    "%appdata%": "~/appdata/roaming",
    "%localappdata%": "~/appdata/local",
    "$home": "~",
}


class FileIndex:
    """Every path of every tool."""

    def __init__(self, tools: Iterable[Tool]) -> None:
        self._tools = {_normal(path): tool for tool in tools for path in reversed(tool.paths)}
        self._longest = max((len(path.split("/")) for path in self._tools), default=0)

    def find(self, path: str) -> Tool | None:
        """The tool that owns this file or a folder above it; the longest known path wins."""
        parts = _normal(path).split("/")
        for length in range(min(self._longest, len(parts)), 0, -1):
            for at in range(len(parts) - length + 1):
                tool = self._tools.get("/".join(parts[at : at + length]))
                if tool is not None:
                    return tool
        return None


def _normal(path: str) -> str:
    parts = path.replace("\\", "/").rstrip("/").casefold().split("/")
    parts[:1] = _WINDOWS.get(parts[0], parts[0]).split("/")
    if len(parts) > 2 and parts[1] in ("home", "users") and parts[0] in ("", "c:", "d:"):
        parts[:3] = ["~"]
    elif parts[:2] == ["", "root"]:
        parts[:2] = ["~"]
    return "/".join(parts)
