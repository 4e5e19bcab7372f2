"""The interface for programs: who may read what, and in which form."""

from __future__ import annotations

from typing import Any

import httpx
import jsonschema
import pytest
from litestar.testing import TestClient

from central.access.roles import Role
from tests.central.console.test_tools import APPROVAL
from tests.central.console.test_use_cases import CASE
from tests.central.console.visiting import Office

PATHS = ("/overview", "/use-cases", "/decisions", "/policy", "/metrics")


def ask(console: Office, path: str, token: str, **query: Any) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with TestClient(console.app, base_url="https://central.example") as client:
        return client.get(f"/api/v1{path}", headers=headers, params=query)


@pytest.mark.parametrize("path", [*PATHS, "/audit", "/audit/ocsf"])
def test_without_a_token_there_is_nothing(console: Office, path: str) -> None:
    for token in ("", "plimsoll-api-guess", "x" * 5000):
        answer = ask(console, path, token)
        assert answer.status_code == 401
        assert answer.headers["content-type"].startswith("application/problem+json")


def test_a_cookie_is_no_token_and_a_token_no_cookie(console: Office) -> None:
    assert console.visitor().get("/api/v1/overview").status_code == 401
    visitor = console.visitor()
    visitor.secret = console.token(Role.ISO)
    assert visitor.get("/people").headers["location"] == "/sign-in"


def test_a_program_reads_what_its_role_may_see(console: Office) -> None:
    iso = console.visitor()
    iso.post("/use-cases/new", CASE)
    iso.post("/tools/1/decide", APPROVAL)
    viewer = console.token(Role.VIEWER)
    for path in PATHS:
        assert ask(console, path, viewer).status_code == 200, path
    assert ask(console, "/audit", viewer).status_code == 403
    assert ask(console, "/use-cases", viewer).json()[0]["title"] == CASE["title"]
    assert ask(console, "/use-cases/1", viewer).json()["history"][0]["version"] == 1
    assert ask(console, "/use-cases/2", viewer).status_code == 404
    assert ask(console, "/decisions", viewer).json()[0]["name"] == "ChatGPT"


def test_the_audit_log_comes_in_pages_and_as_ocsf(console: Office) -> None:
    iso = console.visitor()
    for number in range(3):
        iso.post("/use-cases/new", CASE | {"title": str(number)})
    token = console.token(Role.AUDITOR)
    first = ask(console, "/audit", token, limit=2).json()
    rest = ask(console, "/audit", token, after=first["next"]).json()
    assert [one["number"] for one in first["events"] + rest["events"]] == [1, 2, 3]
    assert rest["events"][0]["previous"] == first["events"][1]["hash"]
    for event in ask(console, "/audit/ocsf", token).json()["events"]:
        assert event["type_uid"] == event["class_uid"] * 100 + event["activity_id"]
        assert event["metadata"]["version"] == "1.8.0"
        assert event["entity"]["name"].startswith("use case")


def test_the_description_is_openapi_3_1_and_names_the_token(console: Office) -> None:
    with TestClient(console.app, base_url="https://central.example") as client:
        description = client.get("/api/v1/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    assert set(description["paths"]) >= {f"/api/v1{path}" for path in PATHS}
    assert all(path.startswith("/api/v1/") for path in description["paths"])
    assert description["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    schema = {"type": "object", "required": ["info", "paths", "components", "security"]}
    jsonschema.validate(description, schema)


def test_the_metrics_count_routes_and_name_nobody(console: Office) -> None:
    console.visitor().get("/use-cases?find=secret-words")
    text = ask(console, "/metrics", console.token()).text
    assert 'plimsoll_requests_total{method="GET",route="/use-cases",status="200"} 1.0' in text
    assert "secret-words" not in text
    assert "@" not in text
