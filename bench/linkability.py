"""Guarantee P4: does what a message says give away whose it is, from one epoch to the next?

    python -m bench.linkability [--people 500]

A synthetic company of so many people with habits of their own; each has a real reporter, which
closes two weeks, two months and two quarters into its real messages. The attacker knows which
messages of the first epoch are whose, and looks among those of the second for the same person's by
content alone: everything in the plaintext but token and epoch, which differ for all. What a guess
among equal messages hits is counted exactly. The limit is L/n for each number: as many contents as
it has, among n people.
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

from agent.events import Answer, Channel, Choice, Grounds, Level, Sighting, ToolClass
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
#: The first quarter, and as many tools as people use, and have set up.
QUARTER, TOOLS = 228, 60
#: Numbers of rules of ours; the first ones are met most.
RULES = range(101, 131)
#: What the company's register says: number of a tool to its use cases.
REGISTER = {tool: frozenset({tool // 2}) for tool in range(2, 30, 2)}
#: The epochs that are compared, by kind.
PAIRS: Mapping[str, tuple[int, int]] = {
    kind: (first, first + 1)
    for kind in ("week", "month", "quarter")
    for first in [CALENDAR.at(kind, CALENDAR.begins("quarter", QUARTER))]
}
#: Metric to what its message says.
Said = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Habits:
    """One person: tools with the chance of a week in which each is used; warnings a week."""

    tools: Mapping[int, float]
    warnings: float
    ways: Sequence[Channel]
    choices: Sequence[Choice]
    present: Sequence[str]
    readable_key: bool


def habits(chance: Random) -> Habits:
    """A few tools that many use and some that few do; most people are hardly ever warned."""
    number = min(TOOLS, 1 + int(chance.expovariate(0.25)))
    tools = {
        min(TOOLS, 1 + int(chance.paretovariate(0.7))): chance.uniform(0.3, 1.0)
        for _tool in range(number)
    }
    ways = chance.sample(list(Channel), chance.randint(1, 3))
    choices = chance.sample([one for one in Choice if one is not Choice.NONE], 2)
    present = {min(TOOLS, int(chance.paretovariate(0.7))) for _one in range(chance.randint(0, 4))}
    return Habits(
        tools,
        chance.expovariate(1.5),
        ways,
        choices,
        [str(one) for one in sorted(present)],
        chance.random() < 0.05,
    )


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
        rule = min(RULES[-1], RULES[0] + int(chance.paretovariate(0.8)) - 1)
        grounds = Grounds(frozenset({rule % 16 + 1}), frozenset({rule}))
        report.counter.count_warning(level, ToolClass.PUBLIC, chance.choice(person.ways), grounds)
        report.counter.count_answer(Answer(chance.choice(person.choices)), level, grounds)
    report.counter.count_present(person.present, person.readable_key)


def _weeks() -> list[int]:
    """The two that are compared, and the first of each month of both quarters."""
    months = range(3 * QUARTER, 3 * (QUARTER + 2))
    first = (CALENDAR.at("week", CALENDAR.begins("month", month)) for month in months)
    return sorted({*PAIRS["week"], *first})


def both_epochs(home: Path, seed: int) -> Mapping[str, tuple[Said, Said]]:
    """What one device says of the two epochs of each kind."""
    weeks = _weeks()
    chance, clock = Random(seed), Clock(now=CALENDAR.begins("week", weeks[0]) + 60.0)
    person = habits(chance)
    registry = load_registry()
    report = Reporter(home, COMPANY, 0, registry, int, clock, chance.randbytes, vault=Vault(KEY))
    report.counter.register = REGISTER
    tell_time(home, clock)
    report.tick()
    found: dict[tuple[str, int], Said] = {}
    for week in weeks:
        week_of(person, report, clock, week, chance)
        clock.now = CALENDAR.ends("week", week) + 60.0
        report.tick()
        _collect(home, found)
    clock.now = CALENDAR.ends("quarter", PAIRS["quarter"][1]) + 60.0
    report.tick()
    _collect(home, found)
    report.close()
    return {kind: (found[kind, one], found[kind, then]) for kind, (one, then) in PAIRS.items()}


def _collect(home: Path, found: dict[tuple[str, int], Said]) -> None:
    """Whatever closed meanwhile: messages that cannot be sent are dropped after five weeks."""
    for kind, pair in PAIRS.items():
        for epoch in pair:
            if (kind, epoch) not in found and (said := _said(home, kind, epoch)):
                found[kind, epoch] = said


def _said(home: Path, kind: str, epoch: int) -> Said:
    """Metric to the bytes that the collector opens, but for token and epoch."""
    names = {metric.number: metric.id for metric in load_registry()}
    store = Store(home / NAME, Vault(KEY))
    query = (
        "SELECT metric, show(value) AS value, label FROM messages WHERE period = ? AND epoch = ?"
    )
    with store.transaction() as db:
        found = {
            names[row["metric"]]: encode(
                Record(row["metric"], row["value"], row["label"], 0),
                bytes(NONCE_BYTES),
                bytes(SIZE),
            )
            for row in db.execute(query, (kind, epoch))
        }
    store.close()
    return found


def hits(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Share of the people whom a guess among equal contents of the second epoch finds."""
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
                said.append(both_epochs(home, seed))
    print(f"{people} people; chance alone {1 / people:.2%}")
    over = sum(_report(kind, [one[kind] for one in said]) for kind in PAIRS)
    print(f"numbers over their limit: {over}")
    return int(over > 0)


def _report(epoch: str, said: Sequence[tuple[Said, Said]]) -> int:
    """Prints the worst number of each kind; how many are over their limit."""
    people, over = len(said), 0
    worst: dict[str, tuple[float, int, str]] = defaultdict(lambda: (0.0, 0, ""))
    for metric in load_registry().of_epoch(epoch):
        first = [one[metric.id] for one, _then in said]
        found = hits(first, [then[metric.id] for _one, then in said])
        contents = len(set(first)) if metric.kind == "shelf" else metric.cap + 1
        over += found > contents / people + 1e-12
        worst[metric.kind] = max(worst[metric.kind], (found, contents, metric.id))
    print(f"two {epoch}s; all in one report would give away {_joined(said):6.2%}")
    for kind, (found, contents, name) in sorted(worst.items()):
        print(f"  {kind:6} at worst {found:6.2%} ({name}), limit {contents / people:6.2%}")
    return over


def _joined(said: Sequence[tuple[Said, Said]]) -> float:
    """What is hit where all the messages come together: by the most that agree."""
    names = list(said[0][0])
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
