"""The file: private, set aside when damaged, and full without a fall."""

from __future__ import annotations

import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from agent.events import Channel, Level, ToolClass
from agent.report.counts import Counts
from agent.report.store import NAME, Store, StoreError
from agent.report.vault import Vault
from tests.agent.report.device import KEY, WEEK, Clock, reporter, told


def test_its_files_are_the_owners_alone(tmp_path: Path) -> None:
    store = Store(tmp_path / NAME, Vault(KEY))
    with store.transaction() as db:
        db.execute("INSERT INTO days VALUES (1)")

    files = list(tmp_path.iterdir())
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    store.close()


def test_what_fails_in_the_middle_leaves_no_half(tmp_path: Path) -> None:
    store = Store(tmp_path / NAME, Vault(KEY))
    with pytest.raises(ZeroDivisionError), store.transaction() as db:
        db.execute("INSERT INTO days VALUES (1)")
        raise ZeroDivisionError

    with store.transaction() as db:
        assert db.execute("SELECT count(*) FROM days").fetchone()[0] == 0
    store.close()


@pytest.mark.parametrize("damage", [b"this is not a database", b"\0" * 9000])
def test_a_damaged_file_is_set_aside_and_counted(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / NAME).write_bytes(damage)
    clock = Clock()
    report = reporter(tmp_path, clock)
    clock.now += WEEK
    report.tick()

    assert told(report) == {"drop.corrupt": 1}
    assert (tmp_path / f"{NAME}.damaged-1").read_bytes() == damage
    report.close()


def test_a_file_damaged_in_the_middle_is_set_aside(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    clock.now += WEEK
    report.tick()
    report.close()
    file = tmp_path / NAME
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xa5" * (len(whole) - 16_384) + whole[-8192:])

    report = reporter(tmp_path, clock)
    clock.now += WEEK
    report.tick()

    assert told(report) == {"drop.corrupt": 1}
    report.close()


def test_a_full_disk_refuses_with_a_sentence_and_then_works_again(tmp_path: Path) -> None:
    store = Store(tmp_path / NAME, Vault(KEY), most_bytes=34 * 4096)
    with pytest.raises(StoreError, match="disk is full"), store.transaction() as db:
        for number in range(100):
            db.execute("INSERT INTO facts VALUES (?, ?)", (str(number), "x" * 4000))

    with store.transaction() as db:
        Counts(db).see_day(1)
        assert db.execute("SELECT count(*) FROM facts").fetchone()[0] == 0
    store.close()


def test_what_a_full_disk_kept_from_being_counted_is_told_later(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    full = sqlite3.connect(tmp_path / NAME)
    full.executescript(
        "CREATE TRIGGER no_room BEFORE INSERT ON hidden"
        " BEGIN SELECT raise(FAIL, 'database or disk is full'); END;"
    )
    for _again in range(2):
        report.counter.count_warning(Level.SECRET, ToolClass.PUBLIC, Channel.CLI)
    assert report.state()["words"] == report.counter.trouble != ""

    full.executescript("DROP TRIGGER no_room")
    full.close()
    report.counter.count_warning(Level.SECRET, ToolClass.PUBLIC, Channel.CLI)
    assert report.counter.trouble == ""
    clock.now += WEEK
    report.tick()

    assert told(report) == {"warn.secret.public": 1, "warn.way.cli": 1, "drop.full": 2}
    report.close()


def test_a_newer_plimsolls_file_is_left_alone(tmp_path: Path) -> None:
    Store(tmp_path / NAME, Vault(KEY)).close()
    db = sqlite3.connect(tmp_path / NAME)
    db.execute("PRAGMA user_version=99")
    db.close()
    report = reporter(tmp_path, Clock(), told=False)

    assert "another version" in report.state()["words"]
    assert [file.name for file in tmp_path.iterdir() if "damaged" in file.name] == []
    report.close()


def test_a_folder_that_is_gone_is_a_state(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path / "nowhere", clock)
    report.counter.count_warning(Level.SECRET, ToolClass.PUBLIC, Channel.CLI)
    report.tick()

    assert report.state()["state"] == "waiting"
    assert "cannot be opened" in report.state()["words"]
    assert report.sent() == [] and not report.due()

    (tmp_path / "nowhere").mkdir()
    report.tick()
    assert report.state()["words"] == "Central has not been reached yet."
    report.close()


def test_many_threads_count_at_once_and_none_is_lost(tmp_path: Path) -> None:
    store = Store(tmp_path / NAME, Vault(KEY))

    def days(first: int) -> None:
        for day in range(first, first + 25):
            with store.transaction() as db:
                Counts(db).see_day(day)

    threads = [threading.Thread(target=days, args=(100 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    store.close()
    again = Store(tmp_path / NAME, Vault(KEY))
    with again.transaction() as db:
        assert db.execute("SELECT count(*) FROM days").fetchone()[0] == 100
    again.close()
