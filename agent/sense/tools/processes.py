"""Sees AI tools start: four times a second, new processes only.

Nothing is listed while the kernel made no process. A launcher may become another program after
it was seen, so each new process is read again at the next look and about a second later.
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable

import psutil

from agent.catalogue import Catalogue, Tool
from agent.events import Sighting
from agent.native import forks
from agent.native.contract import Gate
from agent.sense.health import Health
from agent.sense.tools.api_keys import ApiKeys
from agent.sense.tools.channel import channel_of_program
from agent.sense.tools.running import Running, read_process
from agent.words import gettext as _

#: Seconds.
INTERVAL = 0.25
LOOK_AGAIN = (0.2, 1.0)
#: After as long a provider is told of once more.
AGAIN = 3_600.0

Emit = Callable[[Sighting], None]


class ProcessSensor:
    """Emits one Sighting each time the first process of a tool appears.

    And one for each AI provider, when a program was started with a key to its API; again after an
    hour, since a week or a month may have begun.
    """

    name = "processes"

    def __init__(
        self,
        catalogue: Catalogue,
        clock: Callable[[], float] = time.monotonic,
        gate: Callable[[], Gate] = forks.ForkGate,
    ) -> None:
        """`clock` in seconds that never go back."""
        self._catalogue = catalogue
        self._keys = ApiKeys(catalogue)
        #: Providers to whose API there was a key, and when that was told.
        self._providers: dict[str, float] = {}
        self._clock = clock
        self._new_gate = gate
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._pids: set[int] = set()
        #: A heap: when to look again, and at which pid.
        self._again: list[tuple[float, int]] = []
        #: Processes that are a tool, by pid.
        self._tools: dict[int, tuple[Running, str]] = {}

    def start(self, emit: Emit) -> None:
        """What runs already is emitted first."""
        self._thread = threading.Thread(
            target=self._watch, args=(emit,), name=self.name, daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=5)

    def health(self) -> Health:
        if self._thread is not None and self._thread.is_alive():
            return Health("guarded")
        return Health("blind", _("Nobody watches which programs start."), _("Restart Plimsoll."))

    def running(self) -> tuple[str, ...]:
        """Ids of the tools that run now, each once, in the order in which they were seen."""
        return tuple(dict.fromkeys(tool for _process, tool in tuple(self._tools.values())))

    def _watch(self, emit: Emit) -> None:
        gate = self._new_gate()
        try:
            while not self._ended.wait(INTERVAL if self._pids else 0):
                if gate.moved():
                    self._look(emit)
                self._look_again(emit)
        finally:
            gate.close()

    def _look(self, emit: Emit) -> None:
        pids = set(psutil.pids())
        self._forget(self._pids - pids)
        for pid in sorted(pids - self._pids):
            self._read(pid, emit)
            for later in LOOK_AGAIN:
                heapq.heappush(self._again, (self._clock() + later, pid))
        self._pids = pids

    def _look_again(self, emit: Emit) -> None:
        now = self._clock()
        while self._again and self._again[0][0] <= now:
            pid = heapq.heappop(self._again)[1]
            if pid in self._pids:
                self._read(pid, emit)

    def _read(self, pid: int, emit: Emit) -> None:
        process = read_process(pid)
        if process is not None:
            self._look_for_keys(process, emit)
        tool = self._tool_of(process) if process else None
        if process is None or tool is None:
            self._tools.pop(pid, None)
            return
        known = tool.id in self.running()
        self._tools[pid] = (process, tool.id)
        if not known:
            emit(Sighting(tool.id, channel_of_program(tool)))

    def _look_for_keys(self, process: Running, emit: Emit) -> None:
        now = self._clock()
        for seen in self._keys.seen(process):
            if now - self._providers.get(seen.tool.id, -AGAIN) >= AGAIN:
                self._providers[seen.tool.id] = now
                emit(Sighting(seen.tool.id, seen.channel))

    def _tool_of(self, process: Running) -> Tool | None:
        return self._catalogue.by_process(process.name, process.cmdline, process.exe)

    def _forget(self, gone: set[int]) -> None:
        for pid in gone:
            self._tools.pop(pid, None)
