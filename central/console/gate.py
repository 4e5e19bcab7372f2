"""Stands before every page: holds back who asks too much, and finds out who asks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from litestar.exceptions import TooManyRequestsException
from litestar.types import ASGIApp, Receive, Scope, Send

from central.access import api_tokens, sessions
from central.access.person import Person
from central.calendar import DAY
from central.console.cookies import cookie_name
from central.console.rate import Rate
from central.console.site import Site
from central.console.web import Connected
from central.store.engine import reading, writing
from central.words import gettext as _


def gate(site: Site, *, tokens: bool = False) -> Callable[[ASGIApp], ASGIApp]:
    """The gate as middleware."""
    # A function, because Litestar copies what it is handed, down to the last part.
    return lambda app: Gate(app, site, tokens)


class Gate:
    """Sets the request's `user` to a Person or None. With `tokens`, programs show a token."""

    def __init__(self, app: ASGIApp, site: Site, tokens: bool) -> None:
        self._app, self._site, self._tokens = app, site, tokens
        self._rate = Rate(*site.rate, time.monotonic)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection: Connected = Connected(scope)
        secret = self._secret(connection)
        host = connection.client.host if connection.client else ""
        wait = self._rate.wait(secret or host)
        if wait:
            headers = {"Retry-After": str(wait)}
            raise TooManyRequestsException(_("Too many requests at once."), headers=headers)
        scope["user"] = await asyncio.to_thread(self._person, secret) if secret else None
        scope["auth"] = None
        await self._app(scope, receive, send)

    def _secret(self, connection: Connected) -> str:
        if self._tokens:
            scheme, _space, token = connection.headers.get("authorization", "").partition(" ")
            return token.strip() if scheme.lower() == "bearer" else ""
        return connection.cookies.get(cookie_name(self._site.secure), "")

    def _person(self, secret: str) -> Person | None:
        site, now = self._site, self._site.now()
        with reading(site.engine) as connection:
            if self._tokens:
                return api_tokens.find(connection, secret, now // DAY)
            person = sessions.find(connection, secret, site.lifetime, now)
            stale = person is not None and sessions.is_stale(connection, secret, now)
        if stale:
            with writing(site.engine) as connection:
                sessions.touch(connection, secret, now)
        return person
