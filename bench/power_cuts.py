"""Ten thousand power cuts: what a device, a relay and a collector had promised is there, once.

    python -m bench.power_cuts [--cuts 10000]

Each program runs once under strace. Its own writes and syncs are then replayed up to a random
moment; what was not synchronised is kept, lost or torn at sectors by chance. Exit status 1 where
anything that was promised is lost, doubled or cannot be read.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

import click

from tests.power_cut import collector, device, relay
from tests.power_cut.cuts import outcomes
from tests.power_cut.traced import traced

#: Shares of the cuts.
PROGRAMS = {
    "device": (device.faults, 0.6),
    "relay": (relay.faults, 0.3),
    "collector": (collector.faults, 0.1),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=10_000)
    cuts, bad = parser.parse_args().cuts, 0
    for name, (faults, share) in PROGRAMS.items():
        with tempfile.TemporaryDirectory() as folder:
            home, number = Path(folder, "home"), int(cuts * share)
            operations = traced(f"tests.power_cut.{name}", home, Path(folder, "strace.log"))
            every = outcomes(operations, number, Random(number), home, faults)
            with click.progressbar(every, number, name, file=sys.stderr) as shown:
                found = Counter(fault for _said, each in shown for fault in each)
        bad += found.total()
        print(f"{name}: {number} power cuts over {len(operations)} operations, {found.total()} bad")
        for fault, times in found.most_common(5):
            print(f"  {times} × {fault}")
    print(f"lost, doubled or corrupt: {bad} (limit 0)")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
