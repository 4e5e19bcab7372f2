"""Two thousand real clients after an hour without a relay: does the herd trample it?

    python -m bench.outage_clients [--clients 2000] [--minutes 60]

Each client has one sealed message and tries to send it with the companion's own transport and its
own pauses, on a connection of its own. For so many minutes nobody listens; then a real relay is
started at that address. Beside `bench/outage.py`, which simulates more devices than one machine
holds. Exit status 1 where the peak or the time to drain is over its limit, or a message is lost or
doubled.
"""

from __future__ import annotations

import argparse
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import click
from sqlalchemy import func, select

from agent.report.request import message_request
from agent.uplink.backoff import pause, retry_after
from agent.uplink.send import Request, Unreachable, exchange
from bench.outage import DRAINED, LIMIT, PEAK
from central.calendar import Calendar
from central.relay.routes import SEALED
from central.relay.tables import box_table
from central.store.engine import open_store, reading, sqlite_url
from tests.central.server import COMMAND, ROOT, free_port

#: Seconds that nobody waits longer for the last client.
PATIENCE = 2 * DRAINED


class Herd:
    """The clients: when each asked, and when it was served."""

    def __init__(self, address: str, clients: int) -> None:
        self._address = address
        self.epoch = Calendar().at("week", time.time())
        self._lock = threading.Lock()
        #: Moments of every try and of every message that was taken.
        self.tries: list[float] = []
        self.served: list[float] = []
        threading.stack_size(256 * 1024)
        self._threads = [threading.Thread(target=self._one, daemon=True) for _ in range(clients)]

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def _one(self) -> None:
        body = secrets.token_bytes(SEALED)
        address, headers = message_request(self._address, "week", self.epoch, body)
        failures = 0
        while not self._taken(Request(address, headers, body), failures := failures + 1):
            pass

    def _taken(self, request: Request, failures: int) -> bool:
        wait = 0.0
        with self._lock:
            self.tries.append(time.monotonic())
        try:
            reply = exchange(request, b"")
        except Unreachable:
            pass
        else:
            if reply.status == 202:
                with self._lock:
                    self.served.append(time.monotonic())
                return True
            wait = retry_after(reply.retry_after, time.time())
        time.sleep(pause(failures, wait, secrets.token_bytes))
        return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=2_000)
    parser.add_argument("--minutes", type=float, default=60)
    told = parser.parse_args()
    port = free_port()
    herd = Herd(f"http://127.0.0.1:{port}", told.clients)
    herd.begin()
    time.sleep(told.minutes * 60)
    with tempfile.TemporaryDirectory() as folder:
        command = [*COMMAND, "relay", "serve", "--home", folder, "--port", str(port)]
        command += ["--collector", f"http://127.0.0.1:{free_port()}"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as relay:
            assert relay.stdout is not None
            relay.stdout.readline()
            began = time.monotonic()
            _drain(herd, told.clients, began)
            relay.terminate()
        kept = _kept(Path(folder), herd.epoch)
    return _report(herd, began, told.clients, kept)


def _drain(herd: Herd, clients: int, began: float) -> None:
    with click.progressbar(length=clients, label="served", file=sys.stderr) as shown:
        while len(herd.served) < clients and time.monotonic() < began + PATIENCE:
            time.sleep(1)
            shown.update(len(herd.served) - shown.pos)


def _kept(home: Path, epoch: int) -> int:
    """How many messages lie in the relay's box."""
    engine = open_store(sqlite_url(home / "relay"), "relay")
    with reading(engine) as connection:
        count = select(func.count()).select_from(box_table("week", epoch))
        return int(connection.execute(count).scalar_one())


def _report(herd: Herd, began: float, clients: int, kept: int) -> int:
    after = Counter(int(moment - began) for moment in herd.tries if moment >= began)
    peak, drained = max(after.values()), max(herd.served) - began
    print(f"{clients} clients, {len(herd.tries)} tries, {after.total()} of them after the outage")
    print(f"peak        {peak:6}/s (limit {PEAK * LIMIT:.0f})")
    print(f"drained in  {drained:6.0f} s (limit {DRAINED:.0f})")
    print(f"served {len(herd.served)}, kept by the relay {kept} (of {clients})")
    well = peak <= PEAK * LIMIT and drained <= DRAINED
    return int(not well or not len(herd.served) == kept == clients)


if __name__ == "__main__":
    sys.exit(main())
