"""On PostgreSQL: what is past its time is in no byte of the server's files any more.

A server of its own, set up as docs/operations.md says. Every file of its data folder is searched:
tables, indexes, free pages, the planner's samples, the log. Each search finds what it looks for
before, where it was deleted and PostgreSQL alone saw to the rest as well.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from central.calendar import DAY, WEEK, Calendar
from central.collector.housekeeping import tidy
from central.collector.messages import Cell, Entry, Messages
from central.letters import store as letters
from central.letters.letter import Kind, Letter, Status
from central.registry import load_registry
from central.store.engine import open_store, reading, writing
from central.store.leftovers import leftovers
from central.store.tables import cells, epochs, figures
from tests.central.postgres import Postgres, postgres

OLD, NUMBER = 2000, 20
NOW = OLD * WEEK + 20 * 365.0 * DAY
#: A week and a day whose rows stay.
LIVE, TODAY = int(NOW) // WEEK - 1, int(NOW) // DAY
#: What docs/operations.md has an administrator say.
SETTINGS = ("wal_recycle=off", "wal_init_zero=on", "wal_keep_size=0")


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres(*SETTINGS) as server:
        yield server


@dataclass(frozen=True)
class Canaries:
    """Random bytes as they stand in the files: nonces, texts of letters, counts."""

    nonces: list[bytes]
    letters: list[bytes]
    counts: list[bytes]

    @classmethod
    def new(cls) -> Canaries:
        return cls(
            [secrets.token_bytes(32) for _one in range(NUMBER)],
            [secrets.token_hex(1500).encode() for _one in range(NUMBER)],
            [struct.pack("<q", secrets.randbits(62) | 1 << 61) for _one in range(4 * NUMBER)],
        )

    def found(self, folder: Path) -> tuple[int, int, int]:
        everything = b"".join(f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file())
        nonces = sum(one in everything for one in self.nonces)
        texts = sum(one[at : at + 64] in everything for one in self.letters for at in (0, 1000))
        return nonces, texts, sum(one in everything for one in self.counts)

    @property
    def all(self) -> tuple[int, int, int]:
        return len(self.nonces), 2 * len(self.letters), len(self.counts)


def fill(engine: Engine, canaries: Canaries, week: int, day: int) -> None:
    """Rows of every table that has a time: nonces, sums, figures, epochs, letters."""
    cell = Cell("week", week, late=False, metric=66, label=0, state=1)
    Messages(engine).add([Entry(week, one, b"x" * 32, cell, 1) for one in canaries.nonces])
    counts = [struct.unpack("<q", one)[0] for one in canaries.counts]
    place = {"kind": "week", "epoch": week, "metric": 66}
    with writing(engine) as connection:
        for at in range(NUMBER):
            more = {**place, "label": at + 1}
            values = {"late": False, "messages": counts[at], "total": counts[NUMBER + at]}
            connection.execute(cells.insert().values(**more, state=1, **values))
            shown = counts[2 * NUMBER + at]
            connection.execute(figures.insert().values(**more, state=1, shown=shown))
            received = {"received": counts[3 * NUMBER + at], "issued": 1}
            connection.execute(epochs.insert().values(kind="week", epoch=week - at, **received))
    with writing(engine) as connection:
        for one in canaries.letters:
            written = Letter(secrets.token_bytes(16), Kind.QUESTION, "Why?", "", one.decode())
            letters.keep(connection, [written], day)
        for received in letters.everything(connection):
            if received.is_open:
                letters.answer(connection, received, Status.AGREED, "Yes.", "iso@a.example", day)


def looked_at(engine: Engine) -> None:
    """The planner takes its samples, and all of it is written to the files."""
    by_hand(engine, "ANALYZE", "CHECKPOINT")


def by_hand(engine: Engine, *statements: str) -> None:
    """As an administrator types it, past the program."""
    administrator = create_engine(engine.url, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    administrator.dispose()


def found(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return list(leftovers(connection))


def clean(engine: Engine) -> None:
    tidy(engine, load_registry(), Calendar(), NOW)


def test_the_servers_settings_are_looked_at(server: Postgres) -> None:
    with postgres("archive_mode=on", "log_statement=all") as usual:
        for one, told in ((server, []), (usual, ["wal_recycle", "archive_mode", "log_statement"])):
            engine = open_store(one.database())
            assert [said.split()[0] for said in found(engine)] == told
            engine.dispose()


def test_an_account_without_the_rights_erases_and_says_what_is_left(server: Postgres) -> None:
    owner = create_engine(server.database(), isolation_level="AUTOCOMMIT")
    by_hand(owner, "CREATE ROLE plain LOGIN", "GRANT ALL ON SCHEMA public TO plain")
    engine = open_store(str(owner.url.set(username="plain")))
    old = Canaries.new()
    fill(engine, old, OLD, OLD * 7)
    looked_at(owner)
    assert found(engine) and "may not end the log" in found(engine)[0]
    clean(engine)
    with reading(engine) as connection:
        assert not letters.everything(connection)

    by_hand(owner, "GRANT pg_checkpoint TO plain")
    by_hand(owner, "GRANT EXECUTE ON FUNCTION pg_switch_wal() TO plain")
    assert found(engine) == []
    fill(engine, Canaries.new(), OLD, OLD * 7)
    clean(engine)
    assert old.found(server.folder) == (0, 0, 0)
    owner.dispose()
    engine.dispose()


@pytest.fixture
def engine(server: Postgres) -> Iterator[Engine]:
    engine = open_store(server.database())
    yield engine
    engine.dispose()


def test_what_is_past_its_time_is_in_no_byte_and_all_else_is(
    server: Postgres, engine: Engine
) -> None:
    old, live = Canaries.new(), Canaries.new()
    fill(engine, old, OLD, OLD * 7)
    fill(engine, live, LIVE, TODAY)
    looked_at(engine)
    assert (old.found(server.folder), live.found(server.folder)) == (old.all, live.all)

    clean(engine)

    assert old.found(server.folder) == (0, 0, 0)
    assert live.found(server.folder) == live.all
    with reading(engine) as connection:
        assert len(letters.everything(connection)) == NUMBER
        for table in (cells, figures, epochs):
            assert len(connection.execute(table.select()).all()) >= NUMBER


def test_what_postgresql_alone_leaves_is_found(server: Postgres, engine: Engine) -> None:
    """The control: deleted, vacuumed and checkpointed, and not written anew."""
    old = Canaries.new()
    fill(engine, old, OLD, OLD * 7)
    fill(engine, Canaries.new(), LIVE, TODAY)
    by_hand(engine, "DELETE FROM letters WHERE number <= 20")
    by_hand(engine, "VACUUM", "SELECT pg_switch_wal()", "CHECKPOINT")

    assert old.found(server.folder)[1] > NUMBER


def test_what_the_planner_sampled_is_found(server: Postgres, engine: Engine) -> None:
    """The control for samples: taken as PostgreSQL does by itself, they outlast their rows."""
    old = Canaries.new()
    by_hand(engine, "ALTER TABLE cells ALTER COLUMN messages SET STATISTICS -1")
    fill(engine, old, OLD, OLD * 7)
    looked_at(engine)
    clean(engine)

    assert old.found(server.folder)[2] > 0


def test_a_table_in_use_is_left_for_the_next_round_and_an_old_view_hinders_nothing(
    server: Postgres, engine: Engine
) -> None:
    old = Canaries.new()
    fill(engine, old, OLD, OLD * 7)
    looked_at(engine)
    views = create_engine(engine.url, isolation_level="REPEATABLE READ")
    with views.connect() as idle, views.connect() as reader:
        idle.execute(text("SELECT 1 FROM terms"))
        assert reader.execute(text("SELECT * FROM letters")).all()
        clean(engine)
        _nonces, texts, counts = old.found(server.folder)
        assert texts == 2 * NUMBER and counts == 0

    clean(engine)
    assert old.found(server.folder) == (0, 0, 0)
    views.dispose()
