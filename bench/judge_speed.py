"""How long the judge takes, beside the limits it must hold.

    python -m bench.judge_speed

Medians and 99th percentiles of many calls in one process, warm: of the thread's processor time, and
beside it of the clock. Other work on the same core stretches both, so the calls are made in rounds,
and the limits are held against the quietest one. Where another process had the core during a call
or the one before, its caches are cold: such calls are no part of the first percentile, but of those
of all rounds. Rules are loaded in processes of their own, each time anew. Hostile texts:
`bench/hostile.py`.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from agent.events import PLAIN, Content, Destination, ToolClass
from agent.judge.judge import Judge
from agent.rulebook import RulebookKeeper

PUBLIC_TOOL = Destination("a public AI tool", ToolClass.PUBLIC)
PLAIN_WORDS = "The boats lie at the quay and the tide comes in twice a day, as it always did. \n"
GERMAN_WORDS = "Die Boote liegen für gewöhnlich am Kai; die Flut läuft zweimal täglich auf.\n"
RUSSIAN_WORDS = "Лодки стоят у причала, и прилив приходит дважды в день, как всегда.\n"
MENTIONS = "We keep confidential information secret and share it inside (S) an internal group.\n"


#: How often each text is measured anew.
ROUNDS = 7
#: Milliseconds and megabytes that loading the rules may cost.
MOST_MS, MOST_MB, LOADS = 60, 15, 15
_LOAD = """
import json, time
from agent.judge.judge import Judge
from agent.rulebook import RULES, load_rulebook
size = lambda: int(open("/proc/self/statm").read().split()[1]) * 4
start, before = time.process_time(), size()
Judge(load_rulebook(RULES))
print(json.dumps({"ms": (time.process_time() - start) * 1e3, "kb": size() - before}))
"""


@dataclass(frozen=True, slots=True)
class Times:
    """Of many calls, in microseconds: the thread's processor time, and the clock's."""

    thread: list[float]
    clock: list[float]
    #: The thread's, of calls during which and before which nothing else had the core.
    undisturbed: list[float]


@dataclass(frozen=True, slots=True)
class Case:
    """A text, and what judging it may cost in microseconds; 0 for no limit."""

    name: str
    text: str
    most_median: float
    most_p99: float
    flavour: str = PLAIN


def of_size(words: str, size: int) -> str:
    return (words * (size // len(words) + 1))[:size]


CASES = [
    Case("1 KB, no candidate", of_size(PLAIN_WORDS, 1000), 20, 0),
    Case("100 KB, no candidate", of_size(PLAIN_WORDS, 100_000), 500, 0),
    Case("1 KB, candidates", of_size(PLAIN_WORDS * 4 + MENTIONS, 1000), 0, 100),
    Case("100 KB, candidates", of_size(PLAIN_WORDS * 40 + MENTIONS, 100_000), 0, 2000),
    Case("1 KB, Latin-1", of_size(GERMAN_WORDS, 1000), 0, 100),
    Case("100 KB, Latin-1", of_size(GERMAN_WORDS, 100_000), 0, 2000),
    Case("100 KB, Cyrillic", of_size(RUSSIAN_WORDS, 100_000), 0, 15_000),
    Case("10 MB, candidates", of_size(PLAIN_WORDS * 40 + MENTIONS, 10_000_000), 0, 300_000),
]


def main() -> int:
    judge = Judge(RulebookKeeper().current)
    judge.warm()
    held = [report_loading(), *(report(judge, case) for case in CASES)]
    print("All limits held." if all(held) else "Not all limits were held.")
    return 0


def report_loading() -> bool:
    """Rules read and a judge made of them, in new processes."""
    runs = [
        json.loads(subprocess.run([sys.executable, "-c", _LOAD], capture_output=True).stdout)
        for _ in range(LOADS)
    ]
    spent = statistics.median(run["ms"] for run in runs)
    grown = statistics.median(run["kb"] for run in runs) / 1024
    print(f"rules loaded, cold: {spent:.0f} ms (limit {MOST_MS}), {grown:.1f} MB (limit {MOST_MB})")
    return bool(spent <= MOST_MS and grown <= MOST_MB)


def report(judge: Judge, case: Case) -> bool:
    content = Content({case.flavour: case.text})
    rounds = [measured(lambda: judge.verdict(content, PUBLIC_TOOL)) for _ in range(ROUNDS)]
    median = min(float(statistics.median(each.thread)) for each in rounds)
    quiet = min(p99(each.undisturbed or each.thread) for each in rounds)
    every = p99([time for each in rounds for time in each.thread])
    clock = p99([time for each in rounds for time in each.clock])
    print(
        f"{case.name:22} median {median:8.1f} µs{limit(case.most_median):14}"
        f"p99 {quiet:8.1f} µs{limit(case.most_p99):15}"
        f"p99 of all rounds {every:8.1f}, by the clock {clock:8.1f} µs"
    )
    return within(median, case.most_median) and within(quiet, case.most_p99)


def p99(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


def limit(most: float) -> str:
    return f" (limit {most:g})" if most else ""


def within(value: float, most: float) -> bool:
    return not most or value <= most


def measured(call: Callable[[], object], budget: float = 0.4) -> Times:
    """Each call's times, for about `budget` seconds after a first call."""
    call()
    times = Times([], [], [])
    end = time.perf_counter() + budget
    while not times.thread or (time.perf_counter() < end and len(times.thread) < 2000):
        before = switches()
        call()
        start, started = time.thread_time(), time.perf_counter()
        call()
        times.thread.append((time.thread_time() - start) * 1e6)
        times.clock.append((time.perf_counter() - started) * 1e6)
        if switches() == before:
            times.undisturbed.append(times.thread[-1])
    return times


def switches() -> int:
    """How often this thread has given up the core so far."""
    used = resource.getrusage(resource.RUSAGE_THREAD)
    return used.ru_nivcsw + used.ru_nvcsw


if __name__ == "__main__":
    sys.exit(main())
