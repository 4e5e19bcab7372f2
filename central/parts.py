"""Each role, put together from its folder: what it serves, and what it does besides.

Importing this file loads what every role needs; `serve` does it once and then parts from itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from central.calendar import Calendar
from central.collector.part import collector_part
from central.console.part import console_part
from central.home import Home
from central.issuer.part import issuer_part
from central.keys.part import rules_part
from central.place import Place
from central.registry import load_registry
from central.relay.part import relay_part
from central.roles import Role
from central.serving import Part
from central.settings import SETTINGS, load_settings
from central.store.engine import sqlite_url


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a role is to be: its folder and place, the weeks, and where the others are.

    `issuer` and `collector` are addresses for those who ask there. `database` is the store of the
    figures; without it they lie in the collector's folder.
    """

    home: Home
    place: Place
    calendar: Calendar
    issuer: str = ""
    collector: str = ""
    database: str | None = None

    @property
    def figures(self) -> str:
        return self.database or sqlite_url(self.home.folder.parent / Role.COLLECTOR)


def make_part(role: Role, wanted: Wanted) -> Part:
    """Raises HomeError, StoreError, RegistryError and SettingsError."""
    return _MAKING[role](wanted)


def _issuer(wanted: Wanted) -> Part:
    return issuer_part(wanted.home, wanted.calendar)


def _relay(wanted: Wanted) -> Part:
    return relay_part(wanted.home, wanted.calendar, load_registry(), wanted.collector)


def _collector(wanted: Wanted) -> Part:
    registry = load_registry()
    return collector_part(wanted.home, wanted.calendar, registry, wanted.issuer, wanted.figures)


def _rules(wanted: Wanted) -> Part:
    return rules_part(wanted.home, wanted.calendar)


def _console(wanted: Wanted) -> Part:
    settings = load_settings(wanted.home.folder.parent / SETTINGS)
    registry, figures = load_registry(), wanted.figures
    return console_part(wanted.home, wanted.calendar, registry, figures, settings, wanted.place)


_MAKING: Mapping[Role, Callable[[Wanted], Part]] = {
    Role.ISSUER: _issuer,
    Role.RELAY: _relay,
    Role.COLLECTOR: _collector,
    Role.RULES: _rules,
    Role.CONSOLE: _console,
}
