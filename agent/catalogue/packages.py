"""Finds a tool by the package it comes in or the library that calls it."""

from __future__ import annotations

from collections.abc import Iterable

from agent.catalogue.tool import Tool


class PackageIndex:
    """Every package of every tool, with and without its ecosystem (`npm`, `pypi`, …)."""

    def __init__(self, tools: Iterable[Tool]) -> None:
        self._tools: dict[str, Tool] = {}
        for tool in tools:
            commands = [package for command in tool.cli for package in command.packages]
            for package in (*commands, *tool.packages):
                name = _normal(package)
                self._tools.setdefault(name, tool)
                self._tools.setdefault(name.partition(":")[2], tool)

    def find(self, package: str) -> Tool | None:
        return self._tools.get(_normal(package)) if package else None


def _normal(package: str) -> str:
    # Python's index treats these three alike (PEP 503); no other one tells them apart here.
    return package.strip().casefold().replace("_", "-").replace(".", "-")
