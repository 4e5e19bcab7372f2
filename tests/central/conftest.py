"""One PostgreSQL for all tests of central that need it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.central.postgres import Postgres, postgres


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgres]:
    """A server that is started when the first test asks for it."""
    with postgres() as server:
        yield server
