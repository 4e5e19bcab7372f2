"""What is wrong with a tool file, for the person who writes it."""

from __future__ import annotations

from pathlib import Path

from agent.words import gettext as _


class CatalogueError(Exception):
    """A tool file that cannot be used: which file, which key in it, and why."""

    def __init__(self, file: Path, key: str, reason: str) -> None:
        where = _("{file}, {key}").format(file=file.name, key=key) if key else file.name
        super().__init__(f"{where}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason
