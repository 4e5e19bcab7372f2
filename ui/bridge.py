"""Where threads meet Qt, and the only such place.

Everything that may wait runs on a thread of its own; what came of it is delivered by a signal,
and so in the thread of the window, whatever thread it was sent from.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from agent.door_client import DoorClient, DoorClosed, DoorRefused

log = logging.getLogger(__name__)

T = TypeVar("T")
Work = Callable[[DoorClient], T]

#: Seconds between two knocks at a closed door.
KNOCK_EVERY = 0.5


class Lane(QObject):
    """One thread that does one piece of work after another, with a door client of its own."""

    _done = Signal(object)

    def __init__(self, door: Path, name: str, patience: float) -> None:
        """`patience` in seconds bounds each answer of the agent."""
        super().__init__()
        self._client = DoorClient(door, patience)
        self._jobs: SimpleQueue[Callable[[], Callable[[], None]] | None] = SimpleQueue()
        self._done.connect(self._deliver)
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def run(
        self, work: Work[T], then: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        """Do `work` on the lane's thread; call `then` or `failed` in the window's thread."""
        self._jobs.put(partial(self._outcome, work, then, failed))

    def stop(self) -> None:
        """Give up what waits, and end the thread."""
        self._jobs.put(None)
        self._client.close()
        self._thread.join(timeout=1)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._done.emit(job())

    def _outcome(
        self, work: Work[T], then: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> Callable[[], None]:
        try:
            return partial(then, work(self._client))
        except (DoorClosed, DoorRefused) as refusal:
            return partial(failed, refusal)
        except Exception as fault:
            log.exception("lane.fault")
            return partial(failed, fault)

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        call()


class Watch(QObject):
    """Hears the agent's events, and knocks again after the agent went away."""

    #: One event of docs/door.md.
    happened = Signal(dict)
    #: The agent is there; the state follows as an event.
    opened = Signal()
    #: The agent went away.
    closed = Signal()
    #: It asked us to end, did not come back in time, or whoever started us is gone.
    ended = Signal()

    def __init__(
        self, door: Path, version: str, abandoned: Callable[[], bool], knocks: int
    ) -> None:
        """`abandoned` says whether the starter is gone; after `knocks` in vain we end as well."""
        super().__init__()
        self._door = door
        self._version = version
        self._abandoned = abandoned
        self._knocks = knocks
        self._stopping = threading.Event()
        self._client: DoorClient | None = None
        self._thread = threading.Thread(target=self._keep, name="watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the connection and the thread."""
        self._stopping.set()
        if self._client is not None:
            self._client.close()
        self._thread.join(timeout=1)

    def _keep(self) -> None:
        in_vain = 0
        while not self._stopping.is_set() and in_vain < self._knocks and not self._abandoned():
            in_vain = 0 if self._listen() else in_vain + 1
            self._stopping.wait(KNOCK_EVERY)
        if not self._stopping.is_set():
            self.ended.emit()

    def _listen(self) -> bool:
        """Whether the agent was there. Returns when it has gone."""
        heard = False
        with DoorClient(self._door) as client:
            self._client = client
            try:
                client.ask("hello", client="tray", version=self._version)
                heard = True
                self.opened.emit()
                self._hear(client)
            except (DoorClosed, DoorRefused):
                log.info("watch.closed: heard %s", heard)
        if heard and not self._stopping.is_set():
            self.closed.emit()
        return heard

    def _hear(self, client: DoorClient) -> None:
        """The state as it is now, then each event. Watched first, so that no change is missed."""
        events = client.watch()
        with DoorClient(self._door) as asker:
            self._emit({"event": "state", **asker.ask("state")})
        for event in events:
            if event["event"] == "end":
                self._stopping.set()
                self.ended.emit()
            self._emit(event)

    def _emit(self, event: dict[str, Any]) -> None:
        if not self._stopping.is_set():
            self.happened.emit(event)
