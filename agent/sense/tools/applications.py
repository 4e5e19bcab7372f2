"""Desktop applications, as the desktop lists them: `.desktop` files, the start menu, bundles."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from agent.catalogue import Catalogue, Tool
from agent.catalogue.likely import likely_name
from agent.native import applications, places
from agent.native.contract import Application
from agent.sense.tools.channel import channel_of_program
from agent.sense.tools.find import Finding
from agent.sense.tools.listing import names_in
from agent.sense.tools.proposal import Proposal
from agent.sense.tools.seen import Seen


class ApplicationPlace:
    """Reads the name and the program of each entry."""

    name = "applications"

    def __init__(self, catalogue: Catalogue, home: Path, environment: Mapping[str, str]) -> None:
        self._catalogue = catalogue
        self._folders = places.application_folders(home, environment)

    def watched(self) -> tuple[Path, ...]:
        return self._folders

    def look(self) -> Iterator[Finding]:
        for folder in self._folders:
            for file in names_in(folder):
                if file.endswith(applications.ENDING):
                    yield from self._read(folder / file)

    def _read(self, file: Path) -> Iterator[Finding]:
        application = applications.application_in(file)
        if application is None:
            return
        tool = self._tool(application)
        if tool is not None:
            yield Seen(tool, "application", str(file), channel_of_program(tool))
        elif reason := likely_name(application.name):
            yield Proposal(application.name, "application", str(file), reason)

    def _tool(self, application: Application) -> Tool | None:
        catalogue, program = self._catalogue, application.program
        return (
            catalogue.by_application(application.name)
            or catalogue.by_application(application.alias)
            or (catalogue.by_process(os.path.basename(program), exe=program) if program else None)
        )
