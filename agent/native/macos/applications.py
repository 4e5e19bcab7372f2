"""What a bundle's name says of the program in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from agent.native.contract import Application

#: How the name of a bundle ends.
ENDING = ".app"


def application_in(file: Path) -> Application | None:
    """A bundle's name is the program's; what stands in it need not be read."""
    return Application(file.stem, file.stem)


def registered() -> Iterator[tuple[str, Application]]:
    """Nothing: a bundle in a folder is all that an installation is."""
    return iter(())
