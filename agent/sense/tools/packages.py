"""Packages of the system's own managers: dpkg, snap, Flatpak."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from agent.catalogue import Catalogue, Tool
from agent.native import places
from agent.sense.tools.channel import channel_of_program
from agent.sense.tools.listing import names_in
from agent.sense.tools.seen import Seen


class PackagePlace:
    """Knows a package by its name alone; no package is opened."""

    name = "packages"

    def __init__(self, catalogue: Catalogue, home: Path) -> None:
        self._catalogue = catalogue
        self._folders = places.package_folders(home)

    def watched(self) -> tuple[Path, ...]:
        return tuple(self._folders)

    def look(self) -> Iterator[Seen]:
        for folder, (ecosystem, ending) in self._folders.items():
            for file in names_in(folder):
                if file.endswith(ending):
                    package = _name(file.removesuffix(ending), ecosystem)
                    tool = self._tool(ecosystem, package)
                    if tool is not None:
                        sign = f"{ecosystem}:{package}"
                        yield Seen(tool, "application", sign, channel_of_program(tool))

    def _tool(self, ecosystem: str, package: str) -> Tool | None:
        # Only under its own ecosystem: other managers give the same name to other programs.
        return self._catalogue.by_package(f"{ecosystem}:{package}")


def _name(file: str, ecosystem: str) -> str:
    """`libc6:amd64` is `libc6`, `core22_1380` is `core22`."""
    return file.partition(":" if ecosystem == "apt" else "_")[0]
