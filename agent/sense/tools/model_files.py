"""Models that lie on this machine, in the places where their programs keep them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from agent.catalogue import Catalogue
from agent.sense.tools.channel import channel_of_program
from agent.sense.tools.seen import Seen


class ModelPlace:
    """Knows a model by the name of its file or folder. None is opened."""

    name = "models"

    def __init__(self, catalogue: Catalogue, home: Path) -> None:
        self._home = home
        self._patterns = tuple(
            (tool, pattern.removeprefix("~/"))
            for tool in catalogue.described
            for pattern in tool.models
        )

    def watched(self) -> tuple[Path, ...]:
        """The folders up to the first star."""
        fixed = (pattern.partition("*")[0] for _tool, pattern in self._patterns)
        return tuple(dict.fromkeys(self._home / path.rpartition("/")[0] for path in fixed))

    def look(self) -> Iterator[Seen]:
        for tool, pattern in self._patterns:
            for found in sorted(self._home.glob(pattern)):
                yield Seen(tool, "models", _name(found, pattern), channel_of_program(tool))


def _name(found: Path, pattern: str) -> str:
    """The parts of the path that the pattern leaves open."""
    return "/".join(found.parts[-_open_parts(pattern) :])


def _open_parts(pattern: str) -> int:
    parts = pattern.split("/")
    return len(parts) - next(at for at, part in enumerate(parts) if "*" in part)
