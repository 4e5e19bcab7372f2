"""The audit log shows each later change: a line changed, taken out, put in, or moved."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, update

from central.audit import log
from central.audit.verify import read_export, verify
from central.store.console_tables import audit_log
from central.store.engine import open_store, reading, sqlite_url, writing

WHO = ("anna@company.example", "iso")


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = open_store(sqlite_url(tmp_path))
    else:
        engine = open_store(request.getfixturevalue("postgresql").database())
    with writing(engine) as connection:
        for number in range(5):
            log.write(connection, WHO, "tool.decided", f"tool {number}", 1_800_000_000, up_to="ü")
    yield engine
    engine.dispose()


def test_an_untouched_log_holds(engine: Engine) -> None:
    with reading(engine) as connection:
        verdict = verify(log.read(connection))
        lines = [entry.line() for entry, _hash in log.read(connection)]
    assert (verdict.lines, verdict.wrong) == (5, None)
    assert verify(read_export(lines)) == verdict


def test_a_changed_line_is_named(engine: Engine) -> None:
    with writing(engine) as connection:
        third = audit_log.c.number == 3
        connection.execute(update(audit_log).where(third).values(who="someone else"))
    with reading(engine) as connection:
        assert verify(log.read(connection)).wrong == "Line 3 was changed."


def test_a_line_that_was_taken_out_is_missed(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(delete(audit_log).where(audit_log.c.number == 2))
    with reading(engine) as connection:
        assert verify(log.read(connection)).wrong == "Line 2 is missing."


def test_an_export_with_a_line_put_in_does_not_hold(engine: Engine) -> None:
    with reading(engine) as connection:
        lines = [entry.line() for entry, _hash in log.read(connection)]
    again = lines[0].replace('"number":1', '"number":6')
    assert (
        verify(read_export([*lines, again])).wrong == "Line 6 does not follow the line before it."
    )


def test_many_writers_make_one_chain(engine: Engine) -> None:
    def work(name: str) -> None:
        for number in range(10):
            with writing(engine) as connection:
                log.write(connection, (name, "it"), "tool.decided", str(number), 1_800_000_000)

    threads = [threading.Thread(target=work, args=(f"writer {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(engine) as connection:
        verdict = verify(log.read(connection))
    assert (verdict.lines, verdict.wrong) == (45, None)
