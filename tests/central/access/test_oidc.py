"""Signing in at the company's own service: the whole way, and every token that must not do."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import requests
from litestar.testing import TestClient

from central.access import accounts
from central.access.roles import Role
from central.settings import Settings, SignIn
from central.store.engine import reading, sqlite_url, writing
from tests.central.access.provider import CLIENT, SECRET, Provider, provider
from tests.central.console.visiting import Office, office, words


@dataclass
class Way:
    """A console whose people sign in at a service."""

    console: Office
    service: Provider

    def walk(self, client: TestClient[Any]) -> httpx.Response:
        """From the button to the console, as a browser goes."""
        out = client.get("/sign-in/with-service", follow_redirects=False)
        back = requests.get(out.headers["location"], allow_redirects=False, timeout=10)
        address = back.headers["location"].removeprefix("https://central.example")
        return client.get(address, follow_redirects=False)

    def client(self) -> TestClient[Any]:
        return TestClient(self.console.app, base_url="https://central.example")


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Way]:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    with provider() as service:
        sign_in = SignIn(
            issuer=service.issuer,
            client_id=CLIENT,
            client_secret_file=str(secret),
            name="Company ID",
            roles={"ai-governance": "iso", "staff": "viewer"},
        )
        settings = Settings(sign_in=sign_in)
        with office(sqlite_url(tmp_path), settings=settings, clock=time.time) as console:
            yield Way(console, service)


def test_the_whole_way_makes_an_account_with_the_groups_role(way: Way) -> None:
    with way.client() as client:
        assert "Sign in with Company ID" in words(client.get("/sign-in"))
        assert way.walk(client).headers["location"] == "/"
        assert "Anna Lind" in client.get("/").text
    with reading(way.console.engine) as connection:
        account = accounts.by_email(connection, "anna@company.example")
    assert account is not None
    assert account.role is Role.ISO


def test_the_role_follows_the_service_and_no_group_means_no_way_in(way: Way) -> None:
    with way.client() as client:
        way.walk(client)
        way.service.claims["groups"] = ["staff"]
        way.walk(client)
        with reading(way.console.engine) as connection:
            (account,) = accounts.everyone(connection)
        assert account.role is Role.VIEWER
        way.service.claims["groups"] = []
        page = way.walk(client)
    assert page.status_code == 403
    assert "in no group" in words(page)


@pytest.mark.parametrize(
    "spoil",
    [
        {"aud": "somebody-else"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"nonce": "another"},
        {"sub": None},
    ],
)
def test_a_token_for_somebody_else_lets_nobody_in(way: Way, spoil: dict[str, Any]) -> None:
    way.service.spoil = spoil
    with way.client() as client:
        page = way.walk(client)
        assert page.status_code == 403
        assert client.get("/", follow_redirects=False).headers["location"] == "/sign-in"


def test_a_forged_signature_lets_nobody_in(way: Way) -> None:
    way.service.forged = True
    with way.client() as client:
        assert way.walk(client).status_code == 403


def test_the_way_back_belongs_to_the_browser_that_left(way: Way) -> None:
    with way.client() as client:
        out = client.get("/sign-in/with-service", follow_redirects=False)
    back = requests.get(out.headers["location"], allow_redirects=False, timeout=10)
    with way.client() as other:
        address = back.headers["location"].removeprefix("https://central.example")
        assert other.get(address, follow_redirects=False).status_code == 403


def test_the_service_does_not_take_over_an_account_with_a_password(way: Way) -> None:
    with writing(way.console.engine) as connection:
        accounts.add(connection, "anna@company.example", "Anna", Role.AUDITOR, password="x")
    with way.client() as client:
        page = way.walk(client)
    assert page.status_code == 403
    assert "account with a password" in words(page)


def test_a_service_that_is_down_is_said(way: Way, tmp_path: Path) -> None:
    way.service.issuer = "http://127.0.0.1:1"
    with way.client() as client:
        assert client.get("/sign-in/with-service").status_code == 502
