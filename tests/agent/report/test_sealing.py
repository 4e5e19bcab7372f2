"""Messages get their bytes once, and each a time of its own in the window."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from agent.report.closing import Closing
from agent.report.enrolment import parse_enrolment
from agent.report.group import Group
from agent.report.key_list import KeyList
from agent.report.sealing import seal_closed
from agent.report.store import NAME, Store
from agent.report.vault import Vault
from central.calendar import Calendar
from central.collector.message import read_message, unseal
from tests.agent.report.device import KEY, REGISTRY, Clock, line, reporter

SEALING = X25519PrivateKey.generate()
KEYS = KeyList(228, False, SEALING.public_key().public_bytes_raw(), bytes(32), bytes(32), ())
PLACE = "https://central.example"
COMPANY = line(issuer=PLACE, relay=PLACE, demonstration=False, week_seconds=604_800)
REAL = Calendar()
#: The first week of a quarter: a day, a week, a month and a quarter end where it begins.
WEEK = 228 * 13


def closed(home: Path, now: float) -> tuple[Store, Closing]:
    """A device whose day, week, month and quarter ended at once, with tokens for all of them."""
    clock = Clock(now=REAL.begins("week", WEEK) - 3600.0)
    report = reporter(home, clock, COMPANY)
    clock.now = now
    report.tick()
    report.close()
    closing = Closing(REGISTRY, parse_enrolment(COMPANY), Group(0), secrets.token_bytes, platform=1)
    store = Store(home / NAME, Vault(KEY))
    with store.transaction() as db:
        db.execute(
            "INSERT INTO tokens SELECT central, period, epoch, metric, randomblob(32), x'', x'',"
            " zeroblob(256) FROM messages WHERE state = 'counted'"
        )
    return store, closing


def sealed(home: Path, now: float) -> dict[str, list[tuple[float, bytes]]]:
    """Period to the times and bytes of its messages."""
    store, closing = closed(home, now)
    found: dict[str, list[tuple[float, bytes]]] = {}
    with store.transaction() as db:
        for period in closing.calendar.kinds:
            epoch = closing.calendar.at(period, REAL.begins("week", WEEK) - 1)
            seal_closed(db, period, epoch, closing, KEYS, now)
        for row in db.execute("SELECT period, not_before, sealed FROM messages"):
            found.setdefault(row["period"], []).append((row["not_before"], row["sealed"]))
        assert db.execute("SELECT count(*) FROM tokens").fetchone()[0] == 0
    store.close()
    return found


def test_every_period_says_its_metrics_each_once_in_one_size(tmp_path: Path) -> None:
    found = sealed(tmp_path, REAL.begins("week", WEEK) + 60.0)

    counts = {period: len(messages) for period, messages in found.items()}
    assert counts == {"day": 2, "week": 117, "month": 100, "quarter": 88, "letter": 1}
    letters = found.pop("letter")
    assert [len(one) for _time, one in letters] == [5136]
    assert {len(one) for messages in found.values() for _time, one in messages} == {432}
    for period, messages in found.items():
        said = [read_message(unseal(one, SEALING)).text.metric for _time, one in messages]
        assert set(said) == {metric.number for metric in REGISTRY.of_epoch(period)}


def test_each_message_has_a_time_of_its_own_in_the_window(tmp_path: Path) -> None:
    begin = REAL.begins("week", WEEK)
    for period, messages in sealed(tmp_path, begin + 60.0).items():
        times = [time for time, _one in messages]
        window = 6 * 3600 if period == "day" else 92 * 3600
        assert begin + 60 <= min(times) and max(times) < begin + window
        assert len(set(times)) == len(times)
        assert len(times) < 50 or max(times) - min(times) > 24 * 3600


def test_what_missed_its_window_goes_within_a_day(tmp_path: Path) -> None:
    now = REAL.begins("week", WEEK) + 5 * 86_400.0
    times = [time for messages in sealed(tmp_path, now).values() for time, _one in messages]

    assert now <= min(times) and max(times) < now + 86_400


@pytest.mark.parametrize("platform", [1, 2, 3])
def test_coverage_and_versions_say_the_system(tmp_path: Path, platform: int) -> None:
    clock = Clock(now=REAL.begins("week", WEEK) - 3600.0)
    report = reporter(tmp_path, clock, COMPANY, platform=platform)
    clock.now = REAL.begins("week", WEEK) + 60.0
    report.tick()
    report.close()
    store = Store(tmp_path / NAME, Vault(KEY))
    with store.transaction() as db:
        rows = db.execute("SELECT metric, label FROM messages WHERE period = 'week'").fetchall()
    store.close()

    labelled = {row["metric"] for row in rows if row["label"] == platform}
    assert labelled == {metric.number for metric in REGISTRY if metric.label == "platform"}
