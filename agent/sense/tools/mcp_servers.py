"""MCP servers that AI tools are told to start or to call.

Only a server's name is shown, and whether its command is a tool that we know. Arguments,
variables, headers and addresses hold keys, so they are neither kept nor shown; but whether a key
stands there for everybody to read is told, so that its owner can put it elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import tomli

from agent.catalogue import Catalogue, Tool
from agent.catalogue.tool import McpFile
from agent.events import Channel
from agent.sense.tools.jsonc import read_jsonc
from agent.sense.tools.listing import text_of
from agent.sense.tools.readable_key import has_readable_key
from agent.sense.tools.seen import Seen
from agent.sense.tools.yaml_text import read_yaml

#: Claude Code keeps its history in the file that has its servers.
_LONGEST = 32 << 20
#: A settings file in YAML has a few hundred lines.
_LONGEST_YAML = 64 << 10
#: Projects whose own file is looked at, of the one program that keeps a list of them.
_MOST_PROJECTS = 100


class McpPlace:
    """Reads the files that the catalogue names, and those beside the projects that they name."""

    name = "mcp"

    def __init__(self, catalogue: Catalogue, home: Path) -> None:
        self._catalogue = catalogue
        self._files = tuple(
            (tool, home / mcp.file.removeprefix("~/"), mcp)
            for tool in catalogue.described
            for mcp in tool.mcp
        )

    def watched(self) -> tuple[Path, ...]:
        return tuple(file for _tool, file, _mcp in self._files)

    def look(self) -> Iterator[Seen]:
        for client, file, mcp in self._files:
            for name, server in _all_servers(file, mcp):
                readable = has_readable_key(server)
                yield Seen(client, "mcp", name, Channel.MCP, readable)
                tool = self._tool(_command(server))
                if tool is not None and tool is not client:
                    yield Seen(tool, "mcp", name, Channel.MCP, readable)

    def _tool(self, command: tuple[str, ...]) -> Tool | None:
        if not command:
            return None
        return self._catalogue.by_process(Path(command[0]).name, command, command[0])


def _all_servers(file: Path, mcp: McpFile) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and entry of each server; the entry is for finding the tool, and goes no further."""
    document = _document(file)
    yield from _servers(document, mcp.key)
    if mcp.beside:
        folders = (name for table in _tables(document, mcp.projects) for name in table)
        for folder in islice(folders, _MOST_PROJECTS):
            yield from _servers(_document(Path(folder) / mcp.beside), mcp.key)


def _servers(document: dict[str, Any], key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for table in _tables(document, key):
        for name, server in table.items():
            if isinstance(server, dict):
                yield name, server


def _tables(document: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    """What `key` leads to: the name itself, or names between dots, of which a star is any."""
    if not key:
        yield document
        return
    first, _dot, rest = ("", "", "") if key in document else key.partition(".")
    found = document.values() if first == "*" else [document.get(first or key)]
    for inner in found:
        table = _by_name(inner) if isinstance(inner, list) else inner
        if isinstance(table, dict):
            yield from _tables(table, rest)


def _by_name(servers: list[Any]) -> dict[str, Any]:
    """Some clients write a list, in which each server has its name inside."""
    tables = (one for one in servers if isinstance(one, dict))
    return {one["name"]: one for one in tables if isinstance(one.get("name"), str)}


def _document(file: Path) -> dict[str, Any]:
    if file.suffix in (".yaml", ".yml"):
        return read_yaml(text_of(file, _LONGEST_YAML))
    text = text_of(file, _LONGEST)
    if file.suffix != ".toml":
        return read_jsonc(text) if text else {}
    try:
        return tomli.loads(text)
    except ValueError:
        return {}


def _command(server: dict[str, Any]) -> tuple[str, ...]:
    # Goose writes `cmd`.
    command, words = server.get("command") or server.get("cmd"), server.get("args")
    if isinstance(command, dict):  # Zed's older form
        return _command({"command": command.get("path"), "args": command.get("args")})
    if isinstance(command, list):  # opencode has both in one list
        return tuple(word for word in command if isinstance(word, str))
    if not isinstance(command, str) or not command:
        return ()
    rest = words if isinstance(words, list) else []
    return (command, *(word for word in rest if isinstance(word, str)))
