"""Every step of the store's tables, up and down, on both kinds of store."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, create_engine, text

from central.issuer import tables as issuer_tables
from central.relay import tables as relay_tables
from central.store import migrate
from central.store.console_tables import metadata
from central.store.engine import StoreError, open_store, sqlite_url, writing


def differences(engine: Engine) -> list[object]:
    """What the migrations made differently from what the program expects."""
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    return [one for one in found if "alembic_version" not in str(one)]


def test_the_newest_step_is_named() -> None:
    for chain, newest in migrate.HEADS.items():
        assert migrate.steps(chain)[-1] == newest


@pytest.mark.parametrize(
    ("chain", "tables"), [("issuer", issuer_tables.metadata), ("relay", relay_tables.metadata)]
)
def test_the_other_roles_steps_lead_to_their_tables(
    tmp_path: Path, chain: migrate.Chain, tables: MetaData
) -> None:
    engine = open_store(sqlite_url(tmp_path), chain)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), tables)
    assert [one for one in found if "alembic_version" not in str(one)] == []
    engine.dispose()


def test_going_up_takes_the_sums_along(url: str) -> None:
    engine = open_store(url)
    with writing(engine) as connection:
        migrate.downgrade(connection, "0002")
        connection.execute(text("INSERT INTO cells VALUES (2000, false, 66, 0, 1, 5, 9)"))
        migrate.upgrade(connection)
        row = connection.execute(text("SELECT * FROM cells")).one()
        migrate.downgrade(connection, "0002")
        back = connection.execute(text("SELECT * FROM cells")).one()
    engine.dispose()
    assert tuple(row) == ("week", 2000, False, 66, 0, 1, 5, 9)
    assert tuple(back) == (2000, False, 66, 0, 1, 5, 9)


def test_the_steps_lead_to_the_tables_that_the_program_uses(url: str) -> None:
    engine = open_store(url)
    assert differences(engine) == []
    engine.dispose()


def test_all_the_way_down_and_up_again(url: str) -> None:
    engine = open_store(url)
    for step in reversed(migrate.steps()):
        with writing(engine) as connection:
            migrate.downgrade(connection, step)
            assert migrate.revision(connection) == step
    with writing(engine) as connection:
        migrate.upgrade(connection)
    assert differences(engine) == []
    engine.dispose()


def test_a_store_from_before_there_were_steps_is_taken_along(url: str) -> None:
    engine = open_store(url)
    with writing(engine) as connection:
        migrate.downgrade(connection, migrate.SPINE)
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(text("INSERT INTO terms VALUES ('week_seconds', '60')"))
    engine.dispose()
    engine = open_store(url)
    with writing(engine) as connection:
        assert connection.scalar(text("SELECT value FROM terms")) == "60"
        assert migrate.revision(connection) == migrate.HEADS["versions"]
    engine.dispose()


def test_a_store_of_a_newer_version_is_left_alone(url: str) -> None:
    open_store(url).dispose()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="newer Plimsoll"):
        open_store(url)
