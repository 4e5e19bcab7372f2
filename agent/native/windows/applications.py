"""What an entry of the start menu says of the program it starts."""

from __future__ import annotations

from pathlib import Path

from agent.native.contract import Application

#: How the name of an entry ends.
ENDING = ".lnk"


def application_in(file: Path) -> Application | None:
    """An entry's name is the program's; what stands in it need not be read."""
    return Application(file.stem, file.stem)
