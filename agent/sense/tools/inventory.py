"""Which AI tools are here now: programs that run, and commands that lie on the PATH."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from agent.catalogue import Catalogue, Tool
from agent.sense.tools.running import read_process


@dataclass(frozen=True, slots=True)
class Seen:
    """A tool, `where` it was seen (`running` or `installed`), and the sign: a name or a file."""

    tool: Tool
    where: str
    sign: str

    def document(self) -> dict[str, Any]:
        """For `plimsoll tools --json`."""
        return {
            "tool": self.tool.id,
            "name": self.tool.name,
            "class": self.tool.tool_class.value,
            "where": self.where,
            "sign": self.sign,
        }


def seen_now(catalogue: Catalogue, environment: Mapping[str, str] = os.environ) -> list[Seen]:
    """Each tool once in each place, by name. Takes some milliseconds for 300 processes."""
    found = [*_running(catalogue), *_installed(catalogue, environment.get("PATH", ""))]
    once = {(seen.tool.id, seen.where): seen for seen in reversed(found)}
    return sorted(once.values(), key=lambda seen: (seen.tool.name.casefold(), seen.where))


def _running(catalogue: Catalogue) -> list[Seen]:
    found = []
    for pid in psutil.pids():
        process = read_process(pid)
        if process is None:
            continue
        tool = catalogue.by_process(process.name, process.cmdline, process.exe)
        if tool is not None:
            found.append(Seen(tool, "running", process.name))
    return found


def _installed(catalogue: Catalogue, search_path: str) -> list[Seen]:
    names = {command.name for tool in catalogue.tools for command in tool.cli}
    names |= {shared.name for tool in catalogue.tools for shared in tool.shared_names}
    found = []
    for folder in dict.fromkeys(filter(None, search_path.split(os.pathsep))):
        for name in sorted(names & _names_in(folder)):
            file = Path(folder, name)
            # A link shows the package behind a name that other programs share.
            tool = catalogue.by_process(name, (str(file), os.path.realpath(file)))
            if tool is not None:
                found.append(Seen(tool, "installed", str(file)))
    return found


def _names_in(folder: str) -> set[str]:
    try:
        return set(os.listdir(folder))
    except OSError:  # a folder of the PATH need not exist
        return set()
