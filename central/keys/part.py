"""The signed rules as a part of central: static files, and signatures that are kept fresh."""

from __future__ import annotations

from datetime import UTC, datetime

from central.calendar import HOUR, Calendar
from central.home import Home
from central.keys.commands import registry_file
from central.keys.routes import rules_routes
from central.keys.server_keys import ServerKeys
from central.serving import Chore, Part


def rules_part(home: Home, calendar: Calendar) -> Part:
    """A demonstration holds the whole ceremony alone; elsewhere people hold it."""
    keys = ServerKeys.of(home.folder)
    keys.repository.public.mkdir(parents=True, exist_ok=True)
    if calendar.demonstration:
        keys.demonstrate(registry_file(), datetime.now(UTC))
    fresh = Chore(lambda: keys.freshen(datetime.now(UTC)), HOUR)
    return Part([rules_routes(keys.repository.public)], [fresh])
