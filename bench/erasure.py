"""How long counting and figures stand still while what is past its time leaves PostgreSQL's files.

python -m bench.erasure

A PostgreSQL of its own, with the figures of `bench.console` (100,000 devices, 52 weeks, 40 groups)
and the sums of a month that was published just now. One thread counts messages, one reads what a
page reads. The longest answer of each, first undisturbed, then while a week's figures and the sums
are deleted and their tables written anew; the limit is a second.
"""

from __future__ import annotations

import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, func, select

from bench.console import enlarge
from central.calendar import DAY, WEEK, Calendar
from central.collector.housekeeping import tidy
from central.collector.messages import Cell, Entry, Messages
from central.demo.fill import fill
from central.registry import load_registry
from central.store.engine import open_store, reading, writing
from central.store.figures import read_figures
from central.store.tables import cells, figures
from tests.central.postgres import postgres

#: Seconds of answers without a disturbance, messages in a transaction, and sums that go.
QUIET, BATCH, SUMS = 10.0, 250, 20_000
LIMIT = 1.0
#: Days for which a figure is kept, as the registry has it.
KEPT = 400


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, postgres() as server:
        engine = open_store(server.database())
        now = time.time()
        fill(engine, Path(folder) / "central.toml", 2000, now)
        with writing(engine) as connection:
            enlarge(connection)
            connection.execute(cells.insert(), list(_sums()))
        oldest, rows = _oldest(engine)
        print(f"{rows} figures, {SUMS} sums")
        with _asked(engine) as longest:
            time.sleep(QUIET)
            _print("undisturbed", longest)
            with writing(engine) as connection:
                connection.execute(cells.delete().where(cells.c.kind == "month"))
            began = time.perf_counter()
            tidy(engine, load_registry(), Calendar(), (oldest + 1) * WEEK + KEPT * DAY + 1.0)
            print(f"one round: {time.perf_counter() - began:.2f} s")
            _print("meanwhile", longest)
        assert _oldest(engine)[0] > oldest
        engine.dispose()


def _sums() -> Iterator[dict[str, object]]:
    for number in range(SUMS):
        place = {"kind": "month", "epoch": 600, "late": False, "metric": number // 100}
        yield {**place, "label": number % 100, "state": 1, "messages": 12, "total": 40}


def _oldest(engine: Engine) -> tuple[int, int]:
    """The oldest week of which there are figures, and how many figures there are."""
    with reading(engine) as connection:
        weeks = select(func.min(figures.c.epoch)).where(figures.c.kind == "week")
        rows = select(func.count()).select_from(figures)
        return int(connection.scalar(weeks) or 0), int(connection.scalar(rows) or 0)


@contextmanager
def _asked(engine: Engine) -> Iterator[dict[str, float]]:
    """Counts and reads all the time; what takes longest since it was last taken out."""
    longest: dict[str, float] = {}
    ending = threading.Event()
    messages, week = Messages(engine), int(time.time()) // WEEK
    cell = Cell("week", week, late=False, metric=66, label=0, state=1)

    def count() -> None:
        new = (secrets.token_bytes(32) for _one in range(BATCH))
        messages.add([Entry(week, nonce, b"x" * 32, cell, 1) for nonce in new])

    def read() -> None:
        read_figures(engine, "week", range(week - 14, week), metrics=[66, 67])

    def again(name: str, action: Callable[[], None]) -> None:
        while not ending.is_set():
            began = time.perf_counter()
            action()
            longest[name] = max(longest.get(name, 0.0), time.perf_counter() - began)

    asking = [
        threading.Thread(target=again, args=one)
        for one in ((f"{BATCH} messages counted", count), ("13 weeks read", read))
    ]
    for thread in asking:
        thread.start()
    try:
        yield longest
    finally:
        ending.set()
        for thread in asking:
            thread.join()


def _print(when: str, longest: dict[str, float]) -> None:
    for name, seconds in sorted(longest.items()):
        verdict = "" if seconds <= LIMIT else "  MISSED"
        print(f"{when:12} {name:24} at most {seconds * 1000:6.0f} ms (limit 1000){verdict}")
    longest.clear()


if __name__ == "__main__":
    sys.exit(main())
