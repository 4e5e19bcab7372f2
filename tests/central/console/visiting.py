"""A console in this process, and visitors of each role that are signed in to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import Engine

from central.access import accounts, api_tokens, sessions
from central.access.keys import Keys
from central.access.roles import Role
from central.api.routes import api_description, api_routes
from central.app import build_app
from central.calendar import DAY, Calendar
from central.console.forgery import token_for
from central.console.routes import console_routes
from central.console.site import Site
from central.registry import load_registry
from central.settings import Company, Settings
from central.store.engine import open_store, writing
from central.store.terms import agree

#: Wednesday, 25 November 2026, 12:00 UTC.
NOW = 1_795_608_000
SEED = bytes(range(32))


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = float(NOW)

    def __call__(self) -> float:
        return self.now


@dataclass
class Visitor:
    """Somebody who is signed in, with a browser that knows the form's token."""

    app: Litestar
    role: Role
    secret: str

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self._ask("GET", path, **options)

    def post(self, path: str, data: Mapping[str, Any] | None = None, **more: Any) -> httpx.Response:
        form = {"csrf": token_for(self.secret), **(data or {})}
        return self._ask("POST", path, data=form, **more)

    def _ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        with TestClient(self.app, base_url="https://central.example") as client:
            client.cookies.set("__Host-plimsoll", self.secret, domain="central.example")
            return client.request(method, path, follow_redirects=False, **options)


class Office:
    """A console with its store. `visitor(role)` signs somebody in."""

    def __init__(self, engine: Engine, site: Site) -> None:
        self.engine, self.site = engine, site
        routes = [*console_routes(site), *api_routes(site)]
        self.app = build_app(routes, ["*"], secure=True, description=api_description())

    def visitor(self, role: Role = Role.ISO) -> Visitor:
        with writing(self.engine) as connection:
            email = f"{role}@company.example"
            known = accounts.by_email(connection, email)
            number = known.id if known else accounts.add(connection, email, f"The {role}", role)
            return Visitor(self.app, role, sessions.begin(connection, number, self.site.now()))

    def nobody(self) -> Visitor:
        return Visitor(self.app, Role.VIEWER, "")

    def token(self, role: Role = Role.VIEWER) -> str:
        now = self.site.now()
        with writing(self.engine) as connection:
            return api_tokens.make(connection, "test", role, "test", now, now // DAY + 1)


@contextmanager
def office(url: str, **changes: Any) -> Iterator[Office]:
    """A console on the store at this address."""
    engine = open_store(url)
    agree(engine, Calendar())
    site = Site(
        engine=engine,
        registry=load_registry(),
        weeks=Calendar(),
        clock=Clock(),
        keys=Keys(SEED),
        settings=Settings(company=Company(name="Acme Harbours", people=2000)),
        address="https://central.example",
        rate=(10_000.0, 100_000),
    )
    try:
        yield Office(engine, replace(site, **changes))
    finally:
        engine.dispose()


def words(page: httpx.Response) -> str:
    """What a person reads on a page, on one line."""
    body = page.text[page.text.index("<main") :] if "<main" in page.text else page.text
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())
