"""Desktop applications, as desktop and system list them: `.desktop` files, menus, bundles, keys."""

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
        self._programs = places.program_folders(home, environment)

    def watched(self) -> tuple[Path, ...]:
        return (*self._folders, *self._programs)

    def look(self) -> Iterator[Finding]:
        for folder in self._folders:
            for file in names_in(folder):
                if file.endswith(applications.ENDING):
                    application = applications.application_in(folder / file)
                    if application is not None:
                        yield from self._found(application, str(folder / file))
        for where, application in applications.registered():
            yield from self._found(application, where)

    def _found(self, application: Application, where: str) -> Iterator[Finding]:
        tool = self._tool(application)
        if tool is not None:
            yield Seen(tool, "application", where, channel_of_program(tool))
        elif reason := likely_name(application.name):
            yield Proposal(application.name, "application", where, reason)

    def _tool(self, application: Application) -> Tool | None:
        catalogue, program = self._catalogue, application.program
        return (
            catalogue.by_application(application.name)
            or catalogue.by_application(application.alias)
            or (catalogue.by_process(os.path.basename(program), exe=program) if program else None)
        )
