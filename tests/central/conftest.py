"""One PostgreSQL for all tests of central that need it, and both kinds of store for one suite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from central.store.engine import sqlite_url
from tests.central.postgres import Postgres, postgres


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgres]:
    """A server that is started when the first test asks for it."""
    with postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new store, of each kind."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    return str(request.getfixturevalue("postgresql").database())
