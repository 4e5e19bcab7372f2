"""Askers who wait until a person has answered in the desktop dialog."""

from __future__ import annotations

import threading
from concurrent.futures import Future

from agent.events import Answer, Choice


class WaitingAskers:
    """One future for each flow that somebody waits for."""

    def __init__(self) -> None:
        self._waiting: dict[str, Future[Answer]] = {}
        self._lock = threading.Lock()

    def expect(self, flow: str) -> Future[Answer]:
        """Begin to wait for the answer to `flow`."""
        future: Future[Answer] = Future()
        with self._lock:
            self._waiting[flow] = future
        return future

    def answered(self, flow: str, answer: Answer) -> None:
        """Wake whoever waits for this flow."""
        with self._lock:
            future = self._waiting.pop(flow, None)
        if future is not None:
            future.set_result(answer)

    def abandon(self, flow: str) -> None:
        """Nobody can answer any more."""
        self.answered(flow, Answer(Choice.NONE))
