"""Which AI tools are here now: everything that the sensors see, in one look."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import psutil

from agent.catalogue import Catalogue
from agent.sense.tools.api_keys import ApiKeys
from agent.sense.tools.channel import channel_of_program
from agent.sense.tools.find import Finding
from agent.sense.tools.model_servers import ModelServers
from agent.sense.tools.places import all_places
from agent.sense.tools.proposal import Proposal
from agent.sense.tools.running import read_process
from agent.sense.tools.seen import Seen


def seen_now(
    catalogue: Catalogue,
    environment: Mapping[str, str] = os.environ,
    home: Path | None = None,
    progress: Callable[[str], None] = lambda _place: None,
) -> list[Finding]:
    """Each tool once in each place with each sign, by name; what is proposed comes last.

    `progress` is told the name of each place before it is looked at.
    """
    looks: list[tuple[str, Callable[[], Iterable[Finding]]]] = [
        ("processes", lambda: _running(catalogue)),
        ("model-servers", ModelServers(catalogue).look),
        *((place.name, place.look) for place in all_places(catalogue, home, environment)),
    ]
    found: dict[tuple[bool, str, str, str], Finding] = {}
    for name, look in looks:
        progress(name)
        found |= {_order(one): one for one in look()}
    return [found[key] for key in sorted(found)]


def _running(catalogue: Catalogue) -> Iterator[Seen]:
    keys = ApiKeys(catalogue)
    for pid in psutil.pids():
        process = read_process(pid)
        if process is None:
            continue
        tool = catalogue.by_process(process.name, process.cmdline, process.exe)
        if tool is not None:
            yield Seen(tool, "running", process.name, channel_of_program(tool))
        yield from keys.seen(process)


def _order(found: Finding) -> tuple[bool, str, str, str]:
    if isinstance(found, Proposal):
        return (True, found.name.casefold(), found.where, found.sign)
    return (False, found.tool.name.casefold(), found.where, found.sign)
