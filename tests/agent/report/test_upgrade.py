"""R7: a newer Plimsoll takes over the file of an older one; an older one leaves a newer's alone.

`PLIMSOLL_CYCLES` says how often both are swapped under traffic; `make test-full` takes 200.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from agent.events import Channel, Level, ToolClass
from agent.report import store as store_module
from agent.report.counts import Counts
from agent.report.enrolment import parse_enrolment
from agent.report.schema import FROM_1, INTO_2, SCHEMA
from agent.report.shelves import TOOLS
from agent.report.store import NAME, Store, StoreError
from agent.report.vault import Vault
from tests.agent.report.device import GOLDEN, KEY, LINE, WEEK, Clock, reporter, told

CYCLES = int(os.environ.get("PLIMSOLL_CYCLES", "10"))
CENTRAL = parse_enrolment(LINE).central


def older_file(home: Path, version: int) -> Path:
    """A file as that version of Plimsoll left it."""
    file = home / NAME
    db = sqlite3.connect(file, isolation_level=None)
    db.executescript((GOLDEN / "report_v1.sql").read_text().replace("CENTRAL", CENTRAL))
    if version == 2:
        db.executescript(f"{FROM_1}{SCHEMA}{INTO_2}; PRAGMA user_version=2")
    db.close()
    return file


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_file_is_taken_over_and_hidden(tmp_path: Path, version: int) -> None:
    file = older_file(tmp_path, version)

    store = Store(file, Vault(KEY))

    with store.transaction() as db:
        assert dict(Counts(db).values()) == {1: 2, 20: 3}
        assert Counts(db).seen(TOOLS) == [99] and Counts(db).see_day(7) == 1
        rows = db.execute("SELECT kind, show(value), plain, show(plain) FROM messages ORDER BY id")
        message, enrolment = (tuple(row) for row in rows)
    assert message[1] == 3 and message[3] == b'{"v":3}' and message[2] != message[3]
    assert enrolment == ("enrolment", None, b'{"token":"x"}', None)
    store.close()
    # What stood there in the clear is gone from the pages too.
    content = b"".join(part.read_bytes() for part in tmp_path.iterdir())
    assert b'{"v":3}' not in content


@pytest.mark.parametrize("version", [1, 2])
def test_a_take_over_that_is_cut_off_begins_again(tmp_path: Path, version: int) -> None:
    older = older_file(tmp_path, version)
    whole = older.read_bytes()
    for cut in ("UPDATE messages", "DROP TABLE"):
        older.write_bytes(whole)

        class Cut(sqlite3.Connection):
            def execute(self, sql: str, *more: object) -> sqlite3.Cursor:
                if sql.strip().startswith(cut):  # noqa: B023 - used within this round only
                    fault = sqlite3.OperationalError("cut off")
                    fault.sqlite_errorcode = sqlite3.SQLITE_FULL
                    raise fault
                return super().execute(sql, *more)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                store_module.sqlite3, "connect", _factory(Cut, store_module.sqlite3.connect)
            )
            with pytest.raises(StoreError):
                Store(older, Vault(KEY))
        store = Store(older, Vault(KEY))
        with store.transaction() as db:
            assert dict(Counts(db).values()) == {1: 2, 20: 3}
        store.close()
        for ending in ("-wal", "-shm"):
            older.with_name(NAME + ending).unlink(missing_ok=True)


def _factory(kind: type[sqlite3.Connection], connect: object) -> object:
    return lambda *a, **named: connect(*a, **{**named, "factory": kind})  # type: ignore[operator]


def test_back_and_forth_under_traffic_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    counted = 0
    for _cycle in range(CYCLES):
        # The newer one counts, from two threads at once.
        report = reporter(tmp_path, clock)
        threads = [threading.Thread(target=_warn, args=(report, clock)) for _each in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        clock.now += WEEK
        report.tick()
        assert told(report, int(clock.now // WEEK) - 1)["warn.secret.public"] == 2
        counted += 2
        report.close()
        # The older one refuses politely, and changes not a byte.
        before = (tmp_path / NAME).read_bytes()
        with monkeypatch.context() as older:
            older.setattr(store_module, "_VERSION", 2)
            refusing = reporter(tmp_path, clock, told=False)
            _warn(refusing, clock)
            assert "another version" in refusing.state()["words"]
            refusing.close()
        assert (tmp_path / NAME).read_bytes() == before
    print(f"upgrade and downgrade: {CYCLES} cycles, {counted} counted and told, 0 lost")


def _warn(report: object, _clock: Clock) -> None:
    report.counter.count_warning(  # type: ignore[attr-defined]
        Level.SECRET, ToolClass.PUBLIC, Channel.CLI
    )
