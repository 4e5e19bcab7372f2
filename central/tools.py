"""The catalogue of AI tools, as central reads it from `rules/tools`: number, name, class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from central.registry import RULES


@dataclass(frozen=True, slots=True)
class Tool:
    """What the console says of a tool. `tool_class` is the catalogue's own word."""

    number: int
    name: str
    vendor: str
    kind: str
    tool_class: str
    why: str


def load_tools(folder: Path = RULES / "tools") -> Mapping[int, Tool]:
    """Every tool by its permanent number, the long tail included. Raises OSError, ValueError."""
    found = [
        tool
        for file in sorted(folder.rglob("*.toml"))
        for tool in _tools(tomli.loads(file.read_text("utf-8")))
    ]
    return {tool.number: tool for tool in sorted(found, key=lambda tool: tool.name.casefold())}


def _tools(content: Mapping[str, Any]) -> list[Tool]:
    full = [_tool(entry) for entry in content.get("tool", [])]
    return full + [_service(line, content) for line in _lines(content.get("services", ""))]


def _lines(services: str) -> list[str]:
    return [line for line in services.splitlines() if "|" in line]


def _service(line: str, file: Mapping[str, Any]) -> Tool:
    number, name = line.partition("|")[0].split(maxsplit=1)
    known = str(file.get("class", "public"))
    return Tool(int(number), name.strip(), "", str(file["kind"]), known, str(file["why"]))


def _tool(entry: Mapping[str, Any]) -> Tool:
    return Tool(
        number=int(entry["number"]),
        name=str(entry["name"]),
        vendor=str(entry.get("vendor", "")),
        kind=str(entry.get("kind", "")),
        tool_class=str(entry.get("class", "unknown")),
        why=str(entry.get("why", "")),
    )
