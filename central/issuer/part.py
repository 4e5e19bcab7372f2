"""The issuer, put together."""

from __future__ import annotations

import time

from central.calendar import HOUR, Calendar
from central.home import Home
from central.issuer.enrolments import Enrolments
from central.issuer.issuing import Issuing
from central.issuer.key_files import KeyFiles
from central.issuer.rotation import Rotation
from central.issuer.routes import Issuer, issuer_routes
from central.serving import Chore, Part
from central.store.engine import open_store, sqlite_url
from central.store.terms import agree


def issuer_part(home: Home, calendar: Calendar) -> Part:
    """Raises HomeError and StoreError."""
    engine = open_store(sqlite_url(home.folder), "issuer")
    agree(engine, calendar)
    issuing, rotation = Issuing(engine), Rotation(engine)
    issuer = Issuer(
        Enrolments(engine),
        rotation,
        issuing,
        KeyFiles(home, calendar),
        home.signing_key("time"),
        calendar,
        time.time,
    )
    chores = [
        Chore(lambda: issuing.forget(calendar, time.time()), HOUR),
        Chore(lambda: rotation.forget(calendar.at("week", time.time())), HOUR),
    ]
    return Part(issuer_routes(issuer), chores, engine.dispose)
