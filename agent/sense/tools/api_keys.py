"""Which AI providers' APIs are used, by the names of keys that programs were started with.

A value is never looked at, and no file is read for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.catalogue import Catalogue
from agent.events import Channel
from agent.native import environment
from agent.sense.tools.running import Running
from agent.sense.tools.seen import Seen

#: What a name ends with that stands for access. Others may be settings of anything.
_ACCESS = ("_KEY", "_TOKEN", "_SECRET", "_CREDENTIALS", "_BEDROCK")


class ApiKeys:
    """Asks for the names of one process's variables."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def seen(self, process: Running) -> Iterator[Seen]:
        """Each provider once, by the first of its names."""
        found: dict[str, Seen] = {}
        for name in sorted(environment.variable_names(process.pid)):
            tool = self._catalogue.by_variable(name) if name.endswith(_ACCESS) else None
            if tool is not None:
                found.setdefault(tool.id, Seen(tool, "key", name, Channel.API))
        yield from found.values()
