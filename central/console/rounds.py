"""What the console does by itself, once a minute: release, remind, forget."""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from central.access import attempts, links, sessions
from central.access.sessions import Lifetime
from central.settings import Settings
from central.store.engine import writing

_LOG = logging.getLogger(__name__)

#: Seconds between two rounds.
ROUND = 60


def go_round(
    engine: Engine,
    settings: Settings,
    lifetime: Lifetime,
    release: Callable[[], object],
    now: float,
) -> None:
    """One round. A store that is busy is seen to in the next."""
    try:
        release()
        with writing(engine) as connection:
            sessions.tidy(connection, lifetime, int(now))
            links.tidy(connection, int(now))
            attempts.tidy(connection, int(now))
        if settings.webhook is not None:
            from central.outgoing.webhook import deliver

            deliver(engine, settings.webhook, now)
    except OperationalError:
        _LOG.warning("The store is busy; the console's round is made later.")
