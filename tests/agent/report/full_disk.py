"""Disks that are full again and again, each a small file system of its own: FOLDER, FIRST, NUMBER.

To be started as root of a mount namespace (unshare(1)). Prints one line of JSON for each run: what
was produced, and where it is now.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

from agent.events import Channel, Level, ToolClass
from agent.report.outbox import Outbox
from agent.report.reporter import Reporter
from agent.report.store import BALLAST, NAME, Store, StoreError
from agent.report.vault import Vault
from tests.agent.report.device import KEY, Clock, line, reporter, tell_time

SIZE = "8m"
WEEK = 604_800
PHASES = 5
_WAYS = tuple(Channel)


def run(home: Path, seed: int) -> dict[str, int]:
    """One device over some weeks. In each the disk is full for a while."""
    chance, clock = Random(seed), Clock(now=3000.0 * WEEK)
    report = reporter(home, clock, line(week_seconds=WEEK))
    tell_time(home, clock)
    report.tick()
    produced = given_up = 0
    #: By period, epoch and metric: what was sent a fortnight ago is not kept.
    told: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for _phase in range(PHASES):
        produced += _warn(report, chance.randint(1, 5))
        filler = _fill(home, chance.choice((0, 4096, 65_536)), chance.random() < 0.5)
        produced += _warn(report, chance.randint(1, 5))
        if chance.random() < 0.5:
            clock.now += WEEK
            report.tick()
        _settle(home, clock.now)
        given_up += not (home / BALLAST).exists()
        filler.unlink()
        report.tick()
        produced += _warn(report, 1)
        clock.now += WEEK
        report.tick()
        told |= {(m["period"], m["epoch"], m["metric"]): m for m in report.sent()}
    report.close()
    return {"produced": produced, "ballast given up": given_up, **_accounts(told.values())}


def _warn(report: Reporter, times: int) -> int:
    for time in range(times):
        report.counter.count_warning(Level.SECRET, ToolClass.PUBLIC, _WAYS[time % len(_WAYS)])
    return times


def _fill(home: Path, left: int, ballast_too: bool) -> Path:
    """Fill the disk but for `left` bytes."""
    if ballast_too:
        (home / BALLAST).unlink(missing_ok=True)
    filler = home / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(bytes(4096)) == 4096:
            pass
    with filler.open("r+b") as file:
        file.truncate(max(0, filler.stat().st_size - left))
    return filler


def _settle(home: Path, now: float) -> None:
    """The uplink settles what it can."""
    with suppress(StoreError):
        store = Store(home / NAME, Vault(KEY))
        try:
            with store.transaction() as db:
                waiting = db.execute(
                    "SELECT id FROM messages WHERE state != 'sent' ORDER BY random() LIMIT 99"
                )
                for row in waiting.fetchall():
                    Outbox(db).settle(row["id"], "sent", now)
        finally:
            store.close()


def _accounts(told: Collection[Mapping[str, Any]]) -> dict[str, int]:
    def total(prefix: str, *states: str) -> int:
        kept = [m for m in told if m["state"] in states and m["metric"].startswith(prefix)]
        return sum(message["value"] for message in kept)

    return {
        "delivered": total("warn.way.", "sent"),
        "waiting": total("warn.way.", "waiting"),
        "too old": total("warn.way.", "dropped"),
        "no room": total("drop.full", "sent", "waiting", "dropped"),
    }


def main(folder: Path, first: int, number: int) -> None:
    for seed in range(first, first + number):
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=True)
        sys.stdout.write(json.dumps(run(folder, seed)) + "\n")
        subprocess.run(["umount", "-l", folder], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
