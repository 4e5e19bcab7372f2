"""Ten thousand kills: what a device, a relay and a collector had promised is there, once.

    python -m bench.kills [--kills 10000] [--only device]

Each program is killed (SIGKILL) at a random moment of its work. The collector's messages are sent
again afterwards, all of them. Exit status 1 where anything that was promised is lost or doubled.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

import click

from tests.kills import boaster
from tests.kills.kills import kills
from tests.power_cut import collector, device, relay

#: Shares of the kills.
SHARES = {"device": 0.5, "relay": 0.2, "collector": 0.3}
PROGRAMS = {
    "device": (device.work, device.faults),
    "relay": (relay.work, relay.faults),
    "collector": (collector.work, collector.faults),
    # Says more than it does: a control, which is run only where it is asked for.
    "boaster": (boaster.work, boaster.faults),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=10_000)
    parser.add_argument("--only", choices=PROGRAMS)
    arguments = parser.parse_args()
    shares = {arguments.only: 1.0} if arguments.only else SHARES
    bad = events = 0
    for name, share in shares.items():
        work, faults = PROGRAMS[name]
        number = int(arguments.kills * share)
        with tempfile.TemporaryDirectory() as folder:
            every = kills(work, faults, number, Random(number), Path(folder, "home"))
            with click.progressbar(every, number, name, file=sys.stderr) as shown:
                told = [(sum(said.values()), wrong) for said, wrong in shown]
        found = Counter(fault for _events, wrong in told for fault in wrong)
        bad, events = bad + found.total(), events + sum(count for count, _wrong in told)
        print(f"{name}: {number} kills, {found.total()} bad")
        for fault, times in found.most_common(5):
            print(f"  {times} × {fault}")
    print(f"events that were promised: {events}; lost or doubled: {bad} (limit 0)")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
