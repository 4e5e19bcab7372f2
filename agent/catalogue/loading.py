"""Reads the catalogue's folder, and what is laid over it, into one Catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from agent.catalogue.catalogue import Catalogue
from agent.catalogue.error import CatalogueError
from agent.catalogue.long_tail import LongTail, Service, read_long_tail
from agent.catalogue.reading import read_tools
from agent.catalogue.tool import Tool
from agent.words import gettext as _

Named = TypeVar("Named", Tool, Service)

RULES = Path(__file__).parent.parent.parent / "rules" / "tools"


def load_catalogue(folder: Path = RULES, over: Path | None = None) -> Catalogue:
    """Every `*.toml` of `folder`, and of `long_tail` in it.

    A file in `over` stands in place of the one of the same name; another one adds to them.
    Raises CatalogueError where one is broken or two disagree.
    """
    claimed = _Claimed()
    tools: list[Tool] = []
    services: list[Service] = []
    for file in _layered(folder, over):
        if file.parent.name == "long_tail":
            services += claimed.by(file, read_long_tail(file))
        else:
            tools += claimed.by(file, read_tools(file))
    return Catalogue(tools, LongTail(services))


class _Claimed:
    """No id and no number belongs to two tools."""

    def __init__(self) -> None:
        self._numbers: dict[int, str] = {}
        self._ids: set[str] = set()

    def by(self, file: Path, tools: list[Named]) -> list[Named]:
        """The tools themselves. Raises CatalogueError."""
        for tool in tools:
            tool_id = tool.id
            if tool_id in self._ids:
                raise CatalogueError(file, tool_id, _("another tool has this id."))
            other = self._numbers.setdefault(tool.number, tool_id)
            if other != tool_id:
                reason = _("{tool} has this number.").format(tool=other)
                raise CatalogueError(file, f"{tool_id}.number", reason)
            self._ids.add(tool_id)
        return tools


def _layered(folder: Path, over: Path | None) -> Iterable[Path]:
    files = {file.relative_to(folder): file for file in _files(folder)}
    if over is not None:
        files.update({file.relative_to(over): file for file in _files(over)})
    return files.values()


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*.toml"))
    yield from sorted((folder / "long_tail").glob("*.toml"))
