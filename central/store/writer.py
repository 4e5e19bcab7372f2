"""Gathers what arrives at the same time into one transaction, and answers after its commit.

One transaction per message would wait for the disk each time. Here a message that arrives alone is
written at once, and whatever arrives meanwhile goes together in the next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from sqlalchemy.exc import SQLAlchemyError

#: Entries in one transaction.
BATCH = 500
#: Entries that may wait; beyond it the device is asked to come later.
WAITING = 20_000

Entry = TypeVar("Entry")
Outcome = TypeVar("Outcome")


class StoreBusy(Exception):
    """The store cannot take the entry now. Nothing was kept."""


class Writer(Generic[Entry, Outcome]):
    """Lives on one event loop; `add` runs on a thread of its own."""

    def __init__(self, add: Callable[[Sequence[Entry]], Sequence[Outcome]]) -> None:
        self._add = add
        self._thread = ThreadPoolExecutor(1, "writer")
        self._waiting: list[tuple[Entry, asyncio.Future[Outcome]]] = []
        self._task: asyncio.Task[None] | None = None

    async def write(self, entry: Entry) -> Outcome:
        """What became of the entry; it is on the disk then. Raises StoreBusy."""
        if len(self._waiting) >= WAITING:
            raise StoreBusy
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Outcome] = loop.create_future()
        self._waiting.append((entry, future))
        if self._task is None:
            self._task = loop.create_task(self._work())
        return await future

    def close(self) -> None:
        """Ends the thread after the transaction that it is in."""
        self._thread.shutdown()

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            await self._write_batch(batch)
        self._task = None

    async def _write_batch(self, batch: list[tuple[Entry, asyncio.Future[Outcome]]]) -> None:
        loop = asyncio.get_running_loop()
        entries = [entry for entry, _ in batch]
        try:
            outcomes = await loop.run_in_executor(self._thread, self._add, entries)
        except SQLAlchemyError:
            for _, future in batch:
                if not future.done():
                    future.set_exception(StoreBusy())
            return
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            # A device that has gone away does not wait any more; its message is kept all the same.
            if not future.done():
                future.set_result(outcome)
