"""Desktop applications, as their `.desktop` files name them."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from agent.catalogue import Catalogue, Tool
from agent.catalogue.likely import likely_name
from agent.native import places
from agent.sense.tools.channel import channel_of_program
from agent.sense.tools.find import Finding
from agent.sense.tools.listing import names_in, text_of
from agent.sense.tools.proposal import Proposal
from agent.sense.tools.seen import Seen

_LONGEST = 64 * 1024


class ApplicationPlace:
    """Reads the name and the program of each entry (Desktop Entry Specification 1.5)."""

    name = "applications"

    def __init__(self, catalogue: Catalogue, home: Path, environment: Mapping[str, str]) -> None:
        self._catalogue = catalogue
        self._folders = places.application_folders(home, environment)

    def watched(self) -> tuple[Path, ...]:
        return self._folders

    def look(self) -> Iterator[Finding]:
        for folder in self._folders:
            for file in names_in(folder):
                if file.endswith(".desktop"):
                    yield from self._read(folder / file)

    def _read(self, file: Path) -> Iterator[Finding]:
        entry = _entry(text_of(file, _LONGEST))
        name = entry.get("Name", "")
        if not name or entry.get("Hidden") == "true":  # that is how an entry is taken back
            return
        tool = self._tool(file.stem, name, _program(entry.get("Exec", "")))
        if tool is not None:
            yield Seen(tool, "application", str(file), channel_of_program(tool))
        elif reason := likely_name(name):
            yield Proposal(name, "application", str(file), reason)

    def _tool(self, stem: str, name: str, program: str) -> Tool | None:
        catalogue = self._catalogue
        return (
            catalogue.by_application(name)
            or catalogue.by_application(stem)
            or (catalogue.by_process(os.path.basename(program), exe=program) if program else None)
        )


def _entry(text: str) -> dict[str, str]:
    """The keys of `[Desktop Entry]`; those in other languages keep their brackets."""
    _before, _header, rest = text.partition("[Desktop Entry]")
    lines = rest.partition("\n[")[0].splitlines()
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {key.strip(): value.strip() for key, _sign, value in pairs}


def _program(command: str) -> str:
    """The program that an entry starts, behind `env NAME=value`."""
    try:
        words = shlex.split(command)
    except ValueError:  # quotes that do not match
        return ""
    if words[:1] == ["env"]:
        words = [word for word in words[1:] if "=" not in word]
    return words[0] if words else ""
