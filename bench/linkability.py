"""Guarantee P4: does what a message says give away whose it is, from one week to the next?

    python -m bench.linkability [--people 500]

A synthetic company of so many people with habits of their own; each has a real reporter, which
closes two weeks into its real messages. The attacker knows which messages of the first week are
whose, and looks among those of the second for the same person's by content alone: everything in
the plaintext but token and epoch, which differ for all. What a guess among equal messages hits is
counted exactly. The limit is L/n for each number: as many contents as it has, among n people.
Beside it what the same attacker hits where a device sends all its numbers in one report. Exit
status 1 where a number is over its limit.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from operator import eq
from pathlib import Path
from random import Random

import click

from agent.events import Answer, Channel, Choice, Level, Sighting, ToolClass
from agent.report.calendar import Calendar
from agent.report.metrics import load_registry
from agent.report.record import Record
from agent.report.reporter import Reporter
from agent.report.seal import encode
from agent.report.store import NAME, Store
from agent.report.tokens import NONCE_BYTES, SIZE
from agent.report.vault import Vault
from tests.agent.report.device import KEY, Clock, line, tell_time

CALENDAR = Calendar()
COMPANY = line(demonstration=False, week_seconds=CALENDAR.seconds)
#: The first week, and as many tools as people use.
FIRST, TOOLS = 2966, 60
#: Metric to what its message says.
Said = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Habits:
    """One person: tools with the chance of a week in which each is used; warnings a week."""

    tools: Mapping[int, float]
    warnings: float
    ways: Sequence[Channel]
    choices: Sequence[Choice]


def habits(chance: Random) -> Habits:
    """A few tools that many use and some that few do; most people are hardly ever warned."""
    number = min(TOOLS, 1 + int(chance.expovariate(0.25)))
    tools = {
        min(TOOLS, 1 + int(chance.paretovariate(0.7))): chance.uniform(0.3, 1.0)
        for _tool in range(number)
    }
    ways = chance.sample(list(Channel), chance.randint(1, 3))
    choices = chance.sample([one for one in Choice if one is not Choice.NONE], 2)
    return Habits(tools, chance.expovariate(1.5), ways, choices)


def week_of(person: Habits, report: Reporter, clock: Clock, week: int, chance: Random) -> None:
    """Lives one week."""
    for tool, often in person.tools.items():
        if chance.random() < often:
            clock.now = CALENDAR.begins("week", week) + chance.uniform(3_600, 500_000)
            tool_class = ToolClass.APPROVED if tool % 3 == 0 else ToolClass.PUBLIC
            report.counter.count_sighting(
                Sighting(str(tool), chance.choice(person.ways)), tool_class
            )
    for _warning in range(int(chance.expovariate(1 / person.warnings))):
        level = chance.choice([Level.INTERNAL, Level.CONFIDENTIAL, Level.RESTRICTED])
        report.counter.count_warning(level, ToolClass.PUBLIC, chance.choice(person.ways))
        report.counter.count_answer(Answer(chance.choice(person.choices)), level)


def two_weeks(home: Path, seed: int) -> tuple[Said, Said]:
    """What one device says of both weeks."""
    chance, clock = Random(seed), Clock(now=CALENDAR.begins("week", FIRST) + 60.0)
    person = habits(chance)
    registry = load_registry()
    report = Reporter(home, COMPANY, 0, registry, int, clock, chance.randbytes, vault=Vault(KEY))
    tell_time(home, clock)
    report.tick()
    for week in (FIRST, FIRST + 1):
        week_of(person, report, clock, week, chance)
        clock.now = CALENDAR.ends("week", week) + 60.0
        report.tick()
    report.close()
    return _said(home, FIRST), _said(home, FIRST + 1)


def _said(home: Path, week: int) -> Said:
    """Metric to the bytes that the collector opens, but for token and epoch."""
    names = {metric.number: metric.id for metric in load_registry()}
    store = Store(home / NAME, Vault(KEY))
    query = (
        "SELECT metric, show(value) AS value, label FROM messages"
        " WHERE period = 'week' AND epoch = ?"
    )
    with store.transaction() as db:
        found = {
            names[row["metric"]]: encode(
                Record(row["metric"], row["value"], row["label"], 0),
                bytes(NONCE_BYTES),
                bytes(SIZE),
            )
            for row in db.execute(query, (week,))
        }
    store.close()
    return found


def hits(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Share of the people whom a guess among equal contents of the second week finds."""
    candidates = Counter(second)
    found = (1 / candidates[one] for one, then in zip(first, second, strict=True) if one == then)
    return sum(found) / len(first)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as folder:
        said = []
        with click.progressbar(range(people), label="people", file=sys.stderr) as shown:
            for seed in shown:
                home = Path(folder, str(seed))
                home.mkdir()
                said.append(two_weeks(home, seed))
    return _report(said)


def _report(said: Sequence[tuple[Said, Said]]) -> int:
    people, over = len(said), 0
    worst: dict[str, tuple[float, int, str]] = defaultdict(lambda: (0.0, 0, ""))
    for metric in load_registry().of_epoch("week"):
        first = [one[metric.id] for one, _then in said]
        found = hits(first, [then[metric.id] for _one, then in said])
        contents = len(set(first)) if metric.kind == "shelf" else metric.cap + 1
        over += found > contents / people + 1e-12
        worst[metric.kind] = max(worst[metric.kind], (found, contents, metric.id))
    print(f"{people} people, two weeks; chance alone {1 / people:.2%}")
    for kind, (found, contents, name) in sorted(worst.items()):
        print(f"{kind:6} at worst {found:6.2%} ({name}), limit {contents / people:6.2%}")
    print(f"all in one report: {_joined(said, ''):6.2%}; its tools: {_joined(said, 'tool.'):6.2%}")
    print(f"numbers over their limit: {over}")
    return int(over > 0)


def _joined(said: Sequence[tuple[Said, Said]], prefix: str) -> float:
    """What is hit where the messages under this prefix come together: by the most that agree."""
    names = [name for name in said[0][0] if name.startswith(prefix)]
    first = [[one[name] for name in names] for one, _then in said]
    second = [[then[name] for name in names] for _one, then in said]
    found = 0.0
    for person, before in enumerate(first):
        alike = [sum(map(eq, before, after)) for after in second]
        nearest = max(alike)
        found += (alike[person] == nearest) / alike.count(nearest)
    return found / len(said)


if __name__ == "__main__":
    sys.exit(main())
