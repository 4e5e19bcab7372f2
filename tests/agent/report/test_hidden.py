"""What a person did is hidden: from whoever reads the file, and from a process without the key."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.events import Answer, Channel, Choice, Level, Reason, Sighting, ToolClass
from agent.report.counts import Counts
from agent.report.reporter import Reporter
from agent.report.store import NAME, Store, reading
from agent.report.vault import Vault
from tests.agent.report.device import KEY, WEEK, Clock, reporter, told


def busy(report: Reporter) -> None:
    """A week of somebody who uses tools, is warned and answers."""
    report.counter.count_sighting(Sighting("pinned", Channel.BROWSER), ToolClass.PUBLIC)
    report.counter.count_sighting(Sighting("other", Channel.DESKTOP), ToolClass.UNKNOWN)
    for _again in range(3):
        report.counter.count_warning(Level.SECRET, ToolClass.PUBLIC, Channel.CLI)
    answer = Answer(Choice.CONTINUED, Reason.TEST_DATA)
    report.counter.count_answer(answer, Level.SECRET)


@given(st.one_of(st.integers(0, 2**63), st.binary(max_size=600)))
def test_what_was_hidden_is_shown_to_the_same_key_alone(value: int | bytes) -> None:
    hidden = Vault(KEY).hide(value)

    assert Vault(KEY).show(hidden) == value
    assert Vault().show(hidden) is None
    assert Vault(KEY).show(hidden[:-1] + bytes([hidden[-1] ^ 1])) is None


def test_the_size_says_nothing_of_the_value_and_twice_is_not_alike() -> None:
    vault = Vault(KEY)

    assert len({len(vault.hide(value)) for value in (0, 1, 7, 65_535, 2**40)}) == 1
    assert vault.hide(7) != vault.hide(7)


@pytest.mark.parametrize("garbage", [b"", b"short", b"\0" * 100])
def test_garbage_is_nothing(garbage: bytes) -> None:
    assert Vault(KEY).show(garbage) is None


def test_counts_outlast_the_process(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    busy(report)
    report.close()

    report = reporter(tmp_path, clock)
    clock.now += WEEK
    report.tick()

    assert told(report)["warn.secret.public"] == 3
    assert told(report)["tool.pin.03"] == 1
    report.close()


def test_two_processes_count_into_the_same(tmp_path: Path) -> None:
    one, other = (Store(tmp_path / NAME, Vault(KEY)) for _each in range(2))
    for day in range(10):
        with (one if day % 2 else other).transaction() as db:
            Counts(db).see_day(day)

    for store in (one, other):
        with store.transaction() as db:
            assert Counts(db).see_day(0) == 10
        store.close()


def test_what_fails_in_the_middle_is_not_counted(tmp_path: Path) -> None:
    store = Store(tmp_path / NAME, Vault(KEY))
    with store.transaction() as db:
        Counts(db).see_day(1)
    with pytest.raises(ZeroDivisionError), store.transaction() as db:
        Counts(db).see_day(2)
        raise ZeroDivisionError
    with store.transaction() as db:
        assert Counts(db).see_day(1) == 1
    store.close()


def test_a_process_without_the_key_neither_reads_nor_overwrites(tmp_path: Path) -> None:
    store = Store(tmp_path / NAME, Vault(KEY))
    with store.transaction() as db:
        Counts(db).see_day(1)
    stranger = Store(tmp_path / NAME)
    with stranger.transaction() as db:
        assert Counts(db).see_day(5) == 1
    stranger.close()

    with store.transaction() as db:
        assert Counts(db).see_day(1) == 1
    store.close()


def test_a_key_that_is_gone_takes_its_counts_with_it_and_that_is_counted(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    busy(report)
    report.close()

    report = reporter(tmp_path, clock, key=bytes(32))
    report.tick()
    clock.now += WEEK
    report.tick()

    assert told(report)["drop.corrupt"] == 1
    assert "warn.secret.public" not in told(report)
    report.close()


def test_the_file_has_one_size_of_hidden_counts_whatever_was_done(tmp_path: Path) -> None:
    sizes = set()
    for name, does in (("idle", False), ("busy", True)):
        home = tmp_path / name
        home.mkdir()
        clock = Clock()
        report = reporter(home, clock)
        report.counter.count_coverage({"browser": "blind"})
        if does:
            busy(report)
        report.close()
        with reading(home / NAME) as db:
            sizes.add(len(db.execute("SELECT content FROM hidden").fetchone()["content"]))

    assert len(sizes) == 1


def test_a_paused_device_says_no_answer_and_nothing_else(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    report.pause(True)
    busy(report)
    report.close()

    report = reporter(tmp_path, clock)
    assert report.paused
    busy(report)
    clock.now += WEEK
    report.tick()

    said = {name: value for name, value in told(report).items() if name != "here"}
    assert said == {"answer.none.upper": 2}
    messages = [m for m in report.sent() if m["period"] == "week"]
    assert len(messages) == 117
    report.pause(False)
    report.close()
    assert not reporter(tmp_path, clock).paused


def test_a_pause_can_be_read_nowhere(tmp_path: Path) -> None:
    files = []
    for name in ("paused", "plain"):
        home = tmp_path / name
        home.mkdir()
        clock = Clock()
        report = reporter(home, clock)
        report.counter.count_coverage({"browser": "blind"})
        report.pause(name == "paused")
        report.close()
        db = sqlite3.connect(home / NAME)
        files.append(
            [row for row in db.iterdump() if "hidden" not in row and '"letters"' not in row]
        )
        db.close()

    assert files[0] == files[1]
    assert not [line for line in files[0] if "paus" in line]


def test_clear_takes_what_was_received_out_of_file_and_log(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    busy(report)
    clock.now += WEEK
    report.tick()
    store = Store(tmp_path / NAME, Vault(KEY))
    with store.transaction() as db:
        db.execute("UPDATE messages SET state = 'sent', settled = 0 WHERE metric < 50")
        gone = db.execute("SELECT value FROM messages WHERE state = 'sent' LIMIT 1").fetchone()
    store.close()
    before = len(report.sent())

    cleared = report.clear()

    assert 0 < cleared == before - len(report.sent())
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert bytes(gone["value"]) not in content
    report.close()


def test_what_was_received_goes_by_itself_after_fourteen_days(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    busy(report)
    clock.now += WEEK
    report.tick()
    store = Store(tmp_path / NAME, Vault(KEY))
    with store.transaction() as db:
        db.execute("UPDATE messages SET state = 'sent', settled = ?", (clock.now,))
    store.close()
    clock.now += 13 * 86_400
    report.tick()
    assert report.sent()

    clock.now += 2 * 86_400
    report.tick()

    assert not [message for message in report.sent() if message["state"] == "sent"]
    report.close()
