"""Weeks without a network, with clocks that go wrong and machines that restart: then all arrives.

`make test-full` is offline for 35 days, as long as central waits for a message.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from random import Random

from agent.events import Channel, Level, ToolClass
from agent.report.counts import Counts
from agent.report.metrics import Metric
from agent.report.store import NAME, Store
from agent.report.vault import Vault
from tests.agent.report.device import KEY, REGISTRY, Clock, reporter, tell_time
from tests.agent.uplink.visiting import visit_until_sent
from tests.central.server import LONG, Server

DAYS = int(os.environ.get("PLIMSOLL_DAYS_OFFLINE", "5"))
#: Seconds that a wall clock may be off after a restart.
SKEW = 3 * 3600
#: Warnings of a day: two days that a wrong clock puts into one epoch stay below its limit of 7.
MOST = 3


def live(home: Path, line: str, clock: Clock, chance: Random) -> int:
    """A day of this device; the warnings it counted."""
    report = reporter(home, clock, line, told=False)
    report.tick()
    times = chance.randint(1, MOST)
    for _warning in range(times):
        clock.now += chance.uniform(0, LONG / 4)
        report.tick()
        report.counter.count_warning(Level.SECRET, ToolClass.PUBLIC, Channel.CLI)
    report.close()
    return times


def test_what_was_counted_without_a_network_arrives_once(tmp_path: Path) -> None:
    chance, home = Random(35), tmp_path / "device"
    home.mkdir()
    real = Clock.real()
    clock = Clock(real.now - DAYS * LONG, boot="first", began=real.now - DAYS * LONG - 60)
    with Server(tmp_path / "central") as central:
        line = central.enrolment()
        reporter(home, clock, line).close()
        tell_time(home, clock)
        counted = 0
        for day in range(DAYS):
            clock.now = real.now - (DAYS - day) * LONG
            clock.off = chance.uniform(-SKEW, SKEW)
            clock.boot, clock.began = f"boot-{day}", clock.now - 60
            counted += live(home, line, clock, chance)
        clock = Clock.real()
        report = reporter(home, clock, line)
        report.tick()
        report.close()
        summary = visit_until_sent(home, line, most=20 * DAYS)
        epochs, twice, total = _arrived(tmp_path / "central")

    assert (summary["state"], summary["waiting"]) == ("reached", 0)
    assert DAYS - 1 <= epochs <= DAYS + 1
    assert twice == 0
    assert total + _not_told_yet(home) == counted >= DAYS


def _not_told_yet(home: Path) -> int:
    """Warnings of the day that has not ended."""
    store = Store(home / NAME, Vault(KEY))
    with store.transaction() as db:
        value = Counts(db).value(_way())
    store.close()
    return value


def _way() -> Metric:
    way = REGISTRY.find("warn.way.cli")
    assert way is not None
    return way


def _arrived(central: Path) -> tuple[int, int, int]:
    """Epochs that came whole, cells in which this device is more than once, warnings."""
    file = central / "collector" / "central.sqlite"
    db = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
    query = "SELECT epoch, metric, sum(messages), sum(total) FROM cells GROUP BY epoch, metric"
    rows = db.execute(query).fetchall()
    db.close()
    epochs = [epoch for epoch, _metric, _messages, _total in rows]
    weekly = len(REGISTRY.of_epoch("week"))
    return (
        sum(epochs.count(epoch) == weekly for epoch in set(epochs)),
        sum(messages != 1 for _epoch, _metric, messages, _total in rows),
        sum(total for _epoch, metric, _messages, total in rows if metric == _way().number),
    )
