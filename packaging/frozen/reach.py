"""What one program needs, out of PyInstaller's graph of what all of them import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def reach(graph: Any, starts: Iterable[Any], refused: Iterable[str]) -> set[str]:
    """The names of all modules that the starting nodes lead to.

    Nothing is reached through a module of `refused` (names, whose submodules count as well), nor
    through another script: PyInstaller joins all scripts to the first one.
    """
    refused = tuple(refused)
    waiting, seen, names = list(starts), set(), set()
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        names.add(str(node.identifier))
        waiting += [found for found in graph.outgoing(node) if found and _leads_on(found, refused)]
    return names


def _leads_on(node: Any, refused: tuple[str, ...]) -> bool:
    name = str(node.identifier)
    is_refused = any(name == package or name.startswith(f"{package}.") for package in refused)
    return type(node).__name__ != "Script" and not is_refused
