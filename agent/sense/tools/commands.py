"""Commands on the PATH that are AI tools."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from agent.catalogue import Catalogue
from agent.sense.tools.channel import channel_of_program
from agent.sense.tools.listing import names_in
from agent.sense.tools.seen import Seen


class CommandPlace:
    """Compares names, and follows a link where a name has two owners."""

    name = "commands"

    def __init__(self, catalogue: Catalogue, environment: Mapping[str, str]) -> None:
        self._catalogue = catalogue
        path = environment.get("PATH", "").split(os.pathsep)
        self._folders = tuple(Path(folder) for folder in dict.fromkeys(filter(None, path)))
        self._names = {command.name for tool in catalogue.described for command in tool.cli}
        self._names |= {shared.name for tool in catalogue.described for shared in tool.shared_names}

    def watched(self) -> tuple[Path, ...]:
        return self._folders

    def look(self) -> Iterator[Seen]:
        for folder in self._folders:
            for name in sorted(self._names.intersection(names_in(folder))):
                file = folder / name
                # A link shows the package behind a name that other programs share.
                tool = self._catalogue.by_process(name, (str(file), os.path.realpath(file)))
                if tool is not None:
                    yield Seen(tool, "installed", str(file), channel_of_program(tool))
