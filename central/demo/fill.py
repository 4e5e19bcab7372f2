"""Fills an empty store with the synthetic company."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from central.access import accounts
from central.calendar import Calendar
from central.demo.office import fill_office
from central.demo.telemetry import fill_year
from central.registry import load_registry
from central.store.engine import StoreError, writing
from central.store.figures import newest_epoch
from central.store.terms import agree
from central.words import gettext as _

SETTINGS = """\
[company]
name = "Nordhaven Harbours (synthetic)"
people = {people}

[groups]
1 = "Terminals"
2 = "Shipping"
3 = "Engineering"
4 = "Administration"
5 = "Works council and legal"
"""


def fill(engine: Engine, settings: Path, people: int, now: float) -> None:
    """A year of figures and of work. Raises StoreError where the store is not empty."""
    weeks = agree(engine, Calendar())
    with writing(engine) as connection:
        used = accounts.count(connection) > 0
    if used or newest_epoch(engine, "week", weeks.at("week", now)) is not None:
        raise StoreError(_("This store is in use. The synthetic company needs an empty one."))
    fill_year(engine, load_registry(), weeks, people, now)
    with writing(engine) as connection:
        fill_office(connection, int(now))
    if not settings.exists():
        settings.write_text(SETTINGS.format(people=people), "utf-8")
