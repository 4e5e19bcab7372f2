"""A device whose power goes: nothing that it counted or that was received is lost or doubled.

As a program (`python -m tests.power_cut.device HOME`) it counts, closes weeks and settles messages.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

from agent.events import Channel, Level, ToolClass
from agent.report.counts import Counts
from agent.report.outbox import Outbox
from agent.report.store import NAME, Store
from agent.report.vault import Vault
from tests.agent.report.device import KEY, REGISTRY, WEEK, Clock, reporter, tell_time
from tests.power_cut.saying import off, say

WEEKS = 3
#: As many as one metric counts in a week.
TIMES = 7
#: Messages of a week that the collector has signed for.
RECEIVED = 5

_WAYS = {metric.number for metric in REGISTRY.of_epoch("week") if metric.id.startswith("warn.way.")}


def work(home: Path) -> None:
    """Says `counted` and `sent`."""
    clock = Clock()
    report = reporter(home, clock)
    tell_time(home, clock)
    report.tick()
    counted = 0
    for week in range(WEEKS):
        for channel in Channel:
            for _time in range(TIMES):
                report.counter.count_warning(Level.SECRET, ToolClass.PUBLIC, channel)
                counted += 1
                say("counted", counted)
        clock.now += WEEK
        report.tick()
        _settle(home, clock.now, week * RECEIVED)
    report.close()


def faults(home: Path, said: dict[str, int]) -> list[str]:
    """What is wrong with what was left, in words."""
    store = Store(home / NAME, Vault(KEY))
    try:
        with store.transaction() as db:
            return [
                *(["corrupt"] if store.set_aside else []),
                *off("counted", said, _counted(db)),
                *off("sent", said, _number(db, _SENT)),
                *(["doubled"] if _number(db, _MORE_THAN_ONCE) else []),
            ]
    finally:
        store.close()


_SENT = "SELECT count(*) FROM messages WHERE state = 'sent'"
_OLDEST = "SELECT min(id) FROM messages WHERE state != 'sent'"
_MORE_THAN_ONCE = "SELECT count(*) - count(DISTINCT epoch || ':' || metric) FROM messages"


def _settle(home: Path, now: float, sent: int) -> None:
    """As the uplink does with messages whose receipt came."""
    store = Store(home / NAME, Vault(KEY))
    for number in range(sent + 1, sent + RECEIVED + 1):
        with store.transaction() as db:
            Outbox(db).settle(_number(db, _OLDEST), "sent", now)
        say("sent", number)
    store.close()


def _counted(db: sqlite3.Connection) -> int:
    rows = db.execute("SELECT metric, show(value) AS value FROM messages").fetchall()
    told = [(row["metric"], row["value"]) for row in rows] + list(Counts(db).values().items())
    return sum(value for metric, value in told if metric in _WAYS)


def _number(db: sqlite3.Connection, query: str) -> int:
    (number,) = db.execute(query).fetchone()
    return int(number)


if __name__ == "__main__":
    work(Path(sys.argv[1]))
