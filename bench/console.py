"""How fast every page of the console is at scale, and how much the first page weighs.

python -m bench.console [--rounds 40] [--only sqlite]

A real central is served from SQLite, then from a PostgreSQL of its own. The store holds 52 weeks of
every weekly metric of 100,000 devices, each cell also for 40 groups, 1,000 use cases, and 10,000
lines of the audit log. p95 of whole answers over loopback, one visitor; the limit is 150 ms for any
page and 150 KB for the first.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec
import requests
from sqlalchemy import Connection, Engine

from central.access import accounts, sessions
from central.access.roles import Role
from central.audit import log
from central.demo.cases import CASES
from central.demo.fill import fill
from central.register import store as register
from central.store.engine import open_store, sqlite_url, writing
from central.store.tables import figures
from tests.central.postgres import postgres
from tests.central.server import COMMAND, ROOT, free_port

DEVICES, GROUPS, USE_CASES, LINES = 100_000, 40, 1000, 10_000
LIMIT_MS, LIMIT_BYTES = 150, 150_000
PAGES = (
    *("/", "/tools", "/tools?find=a", "/tools/3", "/rules", "/fleet", "/use-cases"),
    *("/use-cases/6", "/use-cases/6/edit", "/policy", "/policy/write", "/evidence", "/audit"),
    *("/audit?before=5000", "/signatures", "/people", "/account"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--rounds", type=int, default=40)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.only != "postgresql":
            _bench(Path(folder) / "sqlite", "", given.rounds)
        if given.only != "sqlite":
            with postgres() as server:
                _bench(Path(folder) / "postgresql", server.database(), given.rounds)


def _bench(home: Path, database: str, rounds: int) -> None:
    home.mkdir()
    url = database or sqlite_url(home)
    engine = open_store(url)
    secret = _fill(engine, home)
    engine.dispose()
    _measure(home, url, secret, rounds)


def _fill(engine: Engine, home: Path) -> str:
    """A year of a company, then made as large as promised; returns a session's secret."""
    now = time.time()
    fill(engine, home / "central.toml", 2000, now)
    with writing(engine) as connection:
        enlarge(connection)
        for number in range(USE_CASES - len(CASES)):
            case = msgspec.structs.replace(CASES[number % len(CASES)][2], title=f"Case {number}")
            register.add(connection, case, "bench", "Filled.", int(now))
        for number in range(LINES):
            log.write(connection, ("bench", "iso"), "use-case.changed", str(number), now)
        person = accounts.add(connection, "bench@company.example", "Bench", Role.ISO)
        return sessions.begin(connection, person, int(now))


def enlarge(connection: Connection) -> None:
    """What `fill` made of 2,000 devices, as of DEVICES, and each cell also for GROUPS groups."""
    factor = DEVICES // 2000
    connection.execute(figures.update().values(shown=figures.c.shown * factor))
    rows = [dict(row._mapping) for row in connection.execute(figures.select())]
    for group in range(1, GROUPS + 1):
        labelled = [row | {"label": row["label"] * (GROUPS + 1) + group} for row in rows]
        connection.execute(figures.insert(), labelled)


def _measure(home: Path, url: str, secret: str, rounds: int) -> None:
    port = free_port()
    command = [*COMMAND, "serve", "--home", str(home), "--port", str(port), "--database", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        server.stdout.readline()
        try:
            with requests.Session() as session:
                session.cookies.set("plimsoll", secret, domain="127.0.0.1")
                _pages(session, f"http://127.0.0.1:{port}", rounds, url.partition(":")[0])
        finally:
            server.terminate()


def _pages(session: requests.Session, address: str, rounds: int, store: str) -> None:
    weight = sum(
        len(session.get(address + path, timeout=60).content)
        for path in ("/", "/static/console.css", "/static/htmx.min.js", "/static/mark.svg")
    )
    print(f"first page, everything included: {weight / 1000:.0f} KB (limit {LIMIT_BYTES // 1000})")
    for path in PAGES:
        times = []
        for _round in range(rounds):
            began = time.perf_counter()
            answer = session.get(address + path, timeout=60)
            times.append((time.perf_counter() - began) * 1000)
            assert answer.status_code == 200, (path, answer.status_code)
        p95 = statistics.quantiles(times, n=20)[-1]
        verdict = "" if p95 <= LIMIT_MS else "  MISSED"
        print(f"{store} {path:24} p50 {statistics.median(times):6.1f}  p95 {p95:6.1f} ms{verdict}")


if __name__ == "__main__":
    sys.exit(main())
