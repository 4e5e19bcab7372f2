"""Every step of the store's tables, up and down, on both kinds of store."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text

from central.store import migrate
from central.store.console_tables import metadata
from central.store.engine import StoreError, open_store, sqlite_url, writing


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    return str(request.getfixturevalue("postgresql").database())


def differences(engine: Engine) -> list[object]:
    """What the migrations made differently from what the program expects."""
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    return [one for one in found if "alembic_version" not in str(one)]


def test_the_newest_step_is_named() -> None:
    assert migrate.steps()[-1] == migrate.HEAD


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
        assert migrate.revision(connection) == migrate.HEAD
    engine.dispose()


def test_a_store_of_a_newer_version_is_left_alone(url: str) -> None:
    open_store(url).dispose()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="newer Plimsoll"):
        open_store(url)
