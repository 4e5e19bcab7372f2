"""One suite for every store: SQLite and a PostgreSQL of our own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, select

from central.calendar import WEEK, Calendar
from central.collector.housekeeping import tidy
from central.collector.messages import Cell, Entry, Messages, Outcome
from central.figures import Figure, Hidden
from central.issuer.enrolments import Enrolments
from central.registry import load_registry
from central.store.engine import StoreError, open_store, reading, sqlite_url, writing
from central.store.figures import newest_epoch, publish, read_epochs, read_figures, unpublished
from central.store.tables import SPENT, cells
from central.store.terms import agree


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_store(url)
    yield engine
    engine.dispose()


def entry(
    week: int = 2000, value: int = 1, nonce: bytes | None = None, mark: bytes = b"x"
) -> Entry:
    cell = Cell("week", week, late=False, metric=66, label=0, state=min(value, 1))
    return Entry(week, nonce or secrets.token_bytes(32), mark * 32, cell, value)


def counted(engine: Engine, week: int = 2000) -> dict[int, tuple[int, int]]:
    """State to messages and total, of metric 66."""
    query = select(cells).where(cells.c.epoch == week, cells.c.metric == 66)
    with reading(engine) as connection:
        return {row.state: (row.messages, row.total) for row in connection.execute(query)}


def test_messages_add_up_by_state(engine: Engine) -> None:
    messages = Messages(engine)
    assert set(messages.add([entry(value=0), entry(value=3), entry(value=2)])) == {Outcome.COUNTED}
    messages.add([entry(value=1)])
    assert counted(engine) == {0: (1, 0), 1: (3, 6)}


def test_a_repeat_is_told_from_a_conflict_in_one_batch_and_later(engine: Engine) -> None:
    messages, nonce = Messages(engine), secrets.token_bytes(32)
    batch = [entry(nonce=nonce), entry(nonce=nonce), entry(nonce=nonce, mark=b"y")]
    assert messages.add(batch) == [Outcome.COUNTED, Outcome.REPEATED, Outcome.CONFLICT]
    assert messages.add(batch) == [Outcome.REPEATED, Outcome.REPEATED, Outcome.CONFLICT]
    assert counted(engine) == {1: (1, 1)}


def test_two_collectors_count_the_same_messages_once(engine: Engine, url: str) -> None:
    entries = [entry() for _ in range(200)]
    second = open_store(url)
    with ThreadPoolExecutor(2) as threads:
        for one in (engine, second):
            threads.submit(lambda store: [Messages(store).add([e]) for e in entries], one)
    second.dispose()
    assert counted(engine) == {1: (200, 200)}


def test_an_epoch_is_published_once_and_what_is_hidden_is_not_kept(engine: Engine) -> None:
    messages, registry = Messages(engine), load_registry()
    messages.add([entry(value=value) for value in [0] * 12 + [2] * 11])
    messages.add([entry(week=2001, value=1) for _ in range(9)])
    assert unpublished(engine, "week", 2001) == [2000, 2001]
    for week in (2000, 2001):
        publish(engine, registry, Calendar(), "week", week, 30, single=False)
    assert unpublished(engine, "week", 2001) == []
    assert newest_epoch(engine, "week", 2100) == 2001
    assert read_figures(engine, "week", range(2000, 2002)) == {
        (2000, 66): {0: {1: Figure(22)}},
        (2001, 66): {0: {1: Figure(None, Hidden.FEW)}},
    }
    assert read_figures(engine, "week", range(2000, 2002), [67]) == {}
    found = read_epochs(engine, "week", 2000, 2001)
    assert [(one.received, one.issued) for one in found.values()] == [(23, 30), (9, 30)]
    assert counted(engine) == counted(engine, 2001) == {}


def test_a_demonstration_publishes_anew_what_came_in_meanwhile(engine: Engine) -> None:
    messages, registry = Messages(engine), load_registry()
    for more in (1, 2):
        messages.add([entry(value=2)])
        publish(engine, registry, Calendar(), "week", 2000, 1, single=True)
        found = read_figures(engine, "week", range(2000, 2001))
        assert found[2000, 66] == {0: {1: Figure(2 * more)}}
    assert unpublished(engine, "week", 2000, again=1) == [2000]


@pytest.fixture
def enrolments(tmp_path: Path) -> Iterator[Enrolments]:
    engine = open_store(sqlite_url(tmp_path), "issuer")
    yield Enrolments(engine)
    engine.dispose()


def test_two_devices_race_for_one_token_and_one_wins(enrolments: Enrolments) -> None:
    enrolments.add_token(b"t" * 32, uses=1, last_day=10)
    devices = [bytes([number]) * 32 for number in range(8)]
    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(lambda key: enrolments.enrol(b"t" * 32, key, 5, 10), devices))
    assert sum(won) == 1
    assert [enrolments.knows(key) for key in devices] == won


def test_a_token_ends_with_its_last_day(enrolments: Enrolments) -> None:
    enrolments.add_token(b"t" * 32, uses=5, last_day=10)
    assert enrolments.enrol(b"t" * 32, b"a" * 32, 5, 10)
    assert not enrolments.enrol(b"t" * 32, b"b" * 32, 5, 11)
    assert (enrolments.open_tokens(10), enrolments.open_tokens(11)) == (1, 0)
    assert (enrolments.count(4), enrolments.count(5)) == (0, 1)


def test_old_nonces_and_old_sums_are_thrown_away(engine: Engine) -> None:
    messages = Messages(engine)
    messages.add([entry(week=1900), entry(week=1999)])
    tidy(engine, load_registry(), Calendar(), 2000 * WEEK)
    tables = [name for name in inspect(engine).get_table_names() if name.startswith(SPENT)]
    assert tables == [f"{SPENT}1999"]
    assert counted(engine, 1900) == {}
    assert counted(engine, 1999) == {1: (1, 1)}


def test_a_store_of_a_newer_schema_is_left_alone(engine: Engine) -> None:
    agree(engine, Calendar())
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE terms SET value = '2' WHERE name = 'schema'")
    with pytest.raises(StoreError, match="newer"):
        agree(engine, None)


def test_a_file_that_is_no_store_is_named_in_words(tmp_path: Path) -> None:
    (tmp_path / "central.sqlite").write_text("not a database, but long enough to be looked at" * 9)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(sqlite_url(tmp_path))
