"""A hundred thousand devices after an hour without central: does the herd trample it?

    python -m bench.outage [--devices 100000] [--hours 1]

A simulation with the companion's own pauses. All devices fail in the same second, the worst case;
each tries again as `agent/uplink/backoff.py` says. A relay takes LIMIT requests a second and tells
the others to come back later, as ours does. Beside it: the same without chance, and with a pause
that is half chance. Exit status 1 where the peak or the time to drain is over its limit.
"""

from __future__ import annotations

import argparse
import heapq
import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from agent.uplink.backoff import LONGEST, SHORTEST, pause
from central.relay.routes import LATER

#: Requests a second that the relay takes steadily.
LIMIT = 500
#: Times the limit, and seconds.
PEAK, DRAINED = 2.0, 1200.0

#: Failures in a row and the seconds that central named, to seconds to wait.
Pause = Callable[[int, float], float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the relay met."""

    #: In the busiest second after the outage.
    peak: int
    #: Seconds until the last device was served.
    drained: float
    requests: int


def after_outage(devices: int, outage: float, wait: Pause) -> Outcome:
    """What the relay meets once it is back."""
    waiting = [(wait(1, 0.0), 1) for _device in range(devices)]
    heapq.heapify(waiting)
    seconds: Counter[int] = Counter()
    last = outage
    while waiting:
        now, failures = heapq.heappop(waiting)
        if now < outage:
            heapq.heappush(waiting, (now + wait(failures + 1, 0.0), failures + 1))
            continue
        second = int(now)
        seconds[second] += 1
        if seconds[second] > LIMIT:
            heapq.heappush(waiting, (now + wait(failures + 1, LATER), failures + 1))
        else:
            last = now
    return Outcome(max(seconds.values()), last - outage, seconds.total())


def ours(chance: random.Random) -> Pause:
    return lambda failures, later: pause(failures, later, chance.randbytes)


def without_chance(failures: int, later: float) -> float:
    """What a program does that only doubles its pause."""
    return later or min(LONGEST, SHORTEST * 2.0 ** min(failures, 10))


def half_chance(chance: random.Random) -> Pause:
    """Equal jitter: half of the pause is fixed."""

    def wait(failures: int, later: float) -> float:
        limit = min(LONGEST, SHORTEST * 2.0 ** min(failures, 10))
        return later or limit / 2 * (1 + chance.random())

    return wait


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--devices", type=int, default=100_000)
    parser.add_argument("--hours", type=float, default=1.0)
    told = parser.parse_args()
    pauses = {
        "ours": ours(random.Random(5)),
        "half chance": half_chance(random.Random(5)),
        "without chance": without_chance,
    }
    found = {
        name: after_outage(told.devices, told.hours * 3600, wait) for name, wait in pauses.items()
    }
    print(f"{told.devices} devices, {told.hours} h outage, {LIMIT} requests a second at most")
    for name, one in found.items():
        print(
            f"{name:15} peak {one.peak:7}/s  drained {one.drained:7.0f} s  {one.requests} requests"
        )
    print(f"limits          peak {PEAK * LIMIT:7.0f}/s  drained {DRAINED:7.0f} s")
    return int(found["ours"].peak > PEAK * LIMIT or found["ours"].drained > DRAINED)


if __name__ == "__main__":
    sys.exit(main())
