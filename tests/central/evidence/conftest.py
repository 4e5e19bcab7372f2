"""A console on SQLite for the tests of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from central.store.engine import sqlite_url
from tests.central.console.visiting import Office, office


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Office]:
    with office(sqlite_url(tmp_path)) as found:
        yield found
