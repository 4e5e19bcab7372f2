"""The console, put together: it reads what the collector published, and nothing else of it."""

from __future__ import annotations

import time

from sqlalchemy import Engine

from central.access import accounts, links
from central.access.keys import Keys
from central.access.roles import Role as PersonRole
from central.access.sessions import DEMONSTRATION, Lifetime
from central.api.routes import api_description, api_routes
from central.calendar import Calendar
from central.console.rounds import ROUND, go_round
from central.console.routes import console_routes
from central.console.site import Site
from central.deciding.release import release
from central.home import Home
from central.incidents.routes import incident_routes
from central.keys.drafted import drafted
from central.keys.releases import published
from central.keys.server_keys import ServerKeys
from central.place import Place
from central.registry import Registry
from central.serving import Chore, Part
from central.settings import Settings
from central.store.engine import open_store, writing
from central.store.terms import agree, remember
from central.words import gettext as _


def console_part(
    home: Home,
    calendar: Calendar,
    registry: Registry,
    database: str,
    settings: Settings,
    place: Place,
) -> Part:
    """`database` is the collector's store. Raises HomeError and StoreError."""
    engine = open_store(database)
    agree(engine, calendar)
    remember(engine, "address", place.address)
    keys = ServerKeys.of(home.folder.parent)

    def tell() -> bool:
        given_out = settings.companion_versions
        return release(engine, keys, registry, calendar, given_out, time.time())

    site = Site(
        engine=engine,
        registry=registry,
        weeks=calendar,
        clock=time.time,
        keys=Keys(home.secret("console")),
        settings=settings,
        address=place.address,
        releases=lambda: published(keys.repository),
        draft=lambda: drafted(keys.repository),
        release=tell,
    )
    lifetime = DEMONSTRATION if calendar.demonstration else Lifetime()

    def desk() -> None:
        go_round(engine, settings, lifetime, tell, time.time())

    return Part(
        [*console_routes(site), *api_routes(site), incident_routes(site)],
        [Chore(desk, ROUND)],
        engine.dispose,
        description=api_description(),
        welcome=lambda: _welcome(engine, calendar, place.address),
    )


def _welcome(engine: Engine, calendar: Calendar, address: str) -> list[str]:
    lines = [_("Console: {address}/").format(address=address)]
    with writing(engine) as connection:
        # Where nobody can sign in yet, and in a demonstration, where nobody has a password.
        if calendar.demonstration or accounts.count(connection) == 0:
            token = links.make(connection, PersonRole.ISO, "", int(time.time()))
            words = _("Sign in, once: {address}/welcome/{token}")
            lines.append(words.format(address=address, token=token))
    return lines
