"""Finds a tool by the package it comes in or the library that calls it."""

from __future__ import annotations

from collections.abc import Iterable

from agent.catalogue.tool import Tool

#: Their names are others' names too: a library called `cursor` is no editor.
_OF_THE_SYSTEM = frozenset(("apt", "brew", "flatpak", "snap", "winget"))


class PackageIndex:
    """Every package of every tool; those of libraries also without `npm:`, `pypi:` and so on."""

    def __init__(self, tools: Iterable[Tool]) -> None:
        self._tools: dict[str, Tool] = {}
        for tool in tools:
            commands = [package for command in tool.cli for package in command.packages]
            for package in (*commands, *tool.packages):
                name = _normal(package)
                self._tools.setdefault(name, tool)
                ecosystem, _sign, bare = name.partition(":")
                if ecosystem not in _OF_THE_SYSTEM:
                    self._tools.setdefault(bare, tool)

    def find(self, package: str) -> Tool | None:
        return self._tools.get(_normal(package)) if package else None


def _normal(package: str) -> str:
    # Python's index treats these three alike (PEP 503); no other one tells them apart here.
    return package.strip().casefold().replace("_", "-").replace(".", "-")
