"""How soon a marked paste is answered under each of the faults: `python -m bench.faults`.

Each fault has an agent of its own, asked 20 times. Limit: 200 ms for the slowest of each.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.agent.faults.faults import FAULTS
from tests.agent.faults.struck import judged, struck

LIMIT = 0.2
TIMES = 20


def main() -> None:
    slowest: dict[str, float] = {}
    for name in FAULTS:
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            struck(Path(folder) / "home", name) as door,
        ):
            slowest[name] = max(_seconds(door) for _again in range(TIMES))
            print(f"{slowest[name] * 1000:8.1f} ms  {name}", flush=True)
    held = sum(seconds <= LIMIT for seconds in slowest.values())
    print(f"answered within 200 ms: {held} of {len(slowest)}")


def _seconds(door: object) -> float:
    begin = time.perf_counter()
    judged(door)  # type: ignore[arg-type]
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
