"""A hundred devices whose disks are full again and again: is everything accounted for?

    python -m bench.full_disk [--runs 100]

Produced = delivered + waiting + too old (counted as such) + dropped for want of room (counted).
Each disk is a small file system in memory. Exit status 1 where one account is off by one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.agent.report.test_full_disk import runs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    number = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        told = runs(Path(folder), 1000, number)
    total: Counter[str] = Counter()
    off = 0
    for one in told:
        total.update(one)
        one.pop("ballast given up")
        off += one.pop("produced") != sum(one.values())
    print(", ".join(f"{name}: {value}" for name, value in total.items()))
    print(f"accounts that are off: {off} of {len(told)} (limit 0)")
    return int(off > 0)


if __name__ == "__main__":
    sys.exit(main())
