"""Two collectors and a console on one PostgreSQL, killed in turn under load.

    python -m bench.central_kills [--kills 30]

Messages go to both collectors, one bucket after the other; who gets no receipt asks the other one,
as a relay does. Exit status 1 where one message is lost or counted twice. Prints how long a console
that was killed takes until it answers again, beside its limit of 2 s.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click
import requests
from sqlalchemy import func, select

from central.store.engine import open_store, reading
from central.store.tables import cells
from tests.central.device import hand_over
from tests.central.postgres import postgres
from tests.central.server import COMMAND, LONG, ROOT, Server, free_ports

DEVICES, BUCKET = 60, 5
#: Of shelves only 0 is a message for every week.
SHELVES = range(37, 61)
#: Seconds between a bucket and the next of one sender, and from a role's start to its next kill.
PAUSE, CALM = 0.15, 1.0
LIMIT = 2.0


@dataclass
class Role:
    """One role of central as a service manager runs it: ended by no word, and started again."""

    name: str
    port: int
    options: Sequence[str]
    back: list[float] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def running(self) -> Iterator[None]:
        self.start()
        try:
            yield
        finally:
            self.process.terminate()
            self.process.wait(20)

    def start(self) -> None:
        """Returns once it answers."""
        began = time.monotonic()
        command = [*COMMAND, self.name, "serve", "--port", str(self.port), *self.options]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        while not self._answers():
            assert self.process.poll() is None, f"{self.name} did not start"
            time.sleep(0.02)
        self.back.append(time.monotonic() - began)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)

    def _answers(self) -> bool:
        try:
            return requests.get(self.address, timeout=2, allow_redirects=False).status_code < 500
        except requests.RequestException:
            return False


class Sender(threading.Thread):
    """Hands buckets over until each of them has a receipt."""

    def __init__(self, collectors: Sequence[Role], buckets: list[list[bytes]], week: int) -> None:
        super().__init__()
        self._collectors = collectors
        self._buckets, self._week = buckets, week
        self.refused = 0

    def run(self) -> None:
        for turn, bucket in enumerate(self._buckets):
            while not self._taken(self._collectors[turn % 2], bucket):
                self.refused += 1
                turn += 1
                time.sleep(PAUSE)
            time.sleep(PAUSE)

    def _taken(self, collector: Role, bucket: list[bytes]) -> bool:
        try:
            return hand_over(collector.address, bucket, self._week).status_code == 200
        except requests.RequestException:
            return False


def messages(home: Path, database: str) -> tuple[int, list[bytes]]:
    """The week, and what devices say of it."""
    with Server(home, "--database", database) as server:
        week, found = server.week, []
        for _device in range(DEVICES):
            device = server.device()
            metrics = (metric for metric in device.tokens("week", week) if metric not in SHELVES)
            found += [device.message(week, metric, 1) for metric in metrics]
    return week, found


def counted(database: str) -> tuple[int, int]:
    """Messages in all cells, and the greatest number in one."""
    engine = open_store(database)
    with reading(engine) as connection:
        columns = func.sum(cells.c.messages), func.max(cells.c.messages)
        total, most = connection.execute(select(*columns)).one()
    engine.dispose()
    return int(total), int(most)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    kills = parser.parse_args().kills
    with tempfile.TemporaryDirectory() as folder, postgres() as server, ExitStack() as stack:
        home, database = Path(folder, "home"), server.database()
        week, sealed = messages(home, database)
        random.shuffle(sealed)
        buckets = [sealed[at : at + BUCKET] for at in range(0, len(sealed), BUCKET)]
        port = free_ports()
        weeks = ["--demonstration", "--week-seconds", str(LONG)]
        issuer = Role("issuer", port, ["--home", str(home), *weeks])
        store = [*weeks, "--database", database]
        # Each on a machine of its own, with a copy of the collector's keys.
        homes = [shutil.copytree(home, Path(folder, f"home-{n}")) for n in (1, 2)]
        collectors = [
            Role("collector", port + n, ["--home", str(one), *store, "--issuer", issuer.address])
            for n, one in enumerate(homes, 1)
        ]
        console = Role("console", port + 3, ["--home", str(home), *store])
        for role in (issuer, *collectors, console):
            stack.enter_context(role.running())
        senders = [Sender(collectors, buckets[n::2], week) for n in range(2)]
        for sender in senders:
            sender.start()
        turns = [(*collectors, console)[n % 3] for n in range(kills)]
        with click.progressbar(turns, label="kills", file=sys.stderr) as shown:
            for role in shown:
                time.sleep(random.uniform(0.0, CALM))
                role.kill()
                role.start()
        under_load = sum(sender.is_alive() for sender in senders)
        for sender in senders:
            sender.join()
        for collector in collectors:
            for bucket in buckets:
                assert hand_over(collector.address, bucket, week).status_code == 200
        total, most = counted(database)
    refused = sum(sender.refused for sender in senders)
    print(f"{kills} kills, {len(sealed)} messages, {refused} hand-overs without a receipt")
    print(f"senders still at work at the last kill: {under_load} of {len(senders)}")
    print(f"lost: {len(sealed) - total} (limit 0)")
    print(f"messages in one cell: at most {most} (limit {DEVICES}, one of each device)")
    back = sorted(console.back[1:])
    middle, worst = statistics.median(back), back[-1]
    print(f"console back: median {middle:.2f} s, worst {worst:.2f} s (limit {LIMIT})")
    return int(total != len(sealed) or most != DEVICES)


if __name__ == "__main__":
    sys.exit(main())
