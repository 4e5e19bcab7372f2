"""Model servers on this machine: programs that we know and that listen on a port."""

from __future__ import annotations

from collections.abc import Iterator

import psutil

from agent.catalogue import Catalogue, Tool
from agent.sense.tools.channel import channel_of_program
from agent.sense.tools.running import Running, read_process
from agent.sense.tools.seen import Seen

#: Kinds of tools whose open port means that a model answers there.
_SERVERS = frozenset(("local-runtime", "gateway"))


class ModelServers:
    """Looks when it is asked: the system tells nobody when a port is opened."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def look(self) -> Iterator[Seen]:
        """Ports of all of this account's programs."""
        for pid, port in sorted(_listening()):
            process = read_process(pid)
            tool = self._tool(process, port) if process else None
            if tool is not None:
                yield Seen(tool, "listening", str(port), channel_of_program(tool))

    def _tool(self, process: Running, port: int) -> Tool | None:
        """By its program; by its port alone only where no other program uses that port."""
        tool = self._catalogue.by_process(process.name, process.cmdline, process.exe)
        if tool is None:
            return self._catalogue.by_own_port(port)
        return tool if tool.kind in _SERVERS else None


def _listening() -> set[tuple[int, int]]:
    """Process and port of each program that listens and whose process we may know."""
    try:
        connections = psutil.net_connections("tcp")
    except psutil.Error:  # a system that tells it to administrators only
        return set()
    return {
        (one.pid, one.laddr.port)
        for one in connections
        if one.status == psutil.CONN_LISTEN and one.pid and one.laddr
    }
