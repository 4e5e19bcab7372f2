"""Reports of incidents: taken from anybody, once, and seen to on the console."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient

from central.access.roles import Role
from central.app import build_app
from central.console.routes import console_routes
from central.incidents.routes import incident_routes
from central.policies import reviews
from central.policies.reviews import Cause
from central.store.engine import reading, sqlite_url
from tests.central.console.visiting import Office, office, words

REPORT: dict[str, Any] = {
    "id": "ab" * 16,
    "kind": "data",
    "name": "Ada Quill",
    "contact": "ext. 7",
    "tool": "Acme Chat",
    "text": "A price list, zanzibar.",
    "happened": 0,
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with office(sqlite_url(tmp_path)) as found:
        routes = [*console_routes(found.site), incident_routes(found.site)]
        found.app = build_app(routes, ["*"], secure=True)
        yield found


def report(desk: Office, **changes: Any) -> httpx.Response:
    with TestClient(desk.app, base_url="https://central.example") as client:
        return client.post("/v1/incidents", json=REPORT | changes)


def test_a_report_is_kept_once_and_has_a_reference(desk: Office) -> None:
    for _again in range(2):
        answer = report(desk)
        assert (answer.status_code, answer.json()) == (201, {"reference": "INC-0001"})
    assert report(desk, id="cd" * 16).json() == {"reference": "INC-0002"}
    page = words(desk.visitor().get("/incidents"))
    assert "2 incidents are open." in page and page.count("Ada Quill") == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "zz"},
        {"kind": "gossip"},
        {"name": ""},
        {"name": " "},
        {"name": "A\nB"},
        {"text": ""},
        {"text": "x" * 4097},
        {"happened": -1},
        {"more": 1},
    ],
)
def test_what_is_no_report_is_refused_without_repeating_it(
    desk: Office, changes: dict[str, Any]
) -> None:
    answer = report(desk, **changes)
    assert answer.status_code == 400
    assert "zanzibar" not in answer.text and "gossip" not in answer.text


def test_a_form_of_another_site_is_no_report_and_a_flood_is_held_back(desk: Office) -> None:
    with TestClient(desk.app, base_url="https://central.example") as client:
        plain = client.post("/v1/incidents", content=b"{}", headers={"Content-Type": "text/plain"})
        assert plain.status_code == 415
        codes = [
            client.post("/v1/incidents", json=REPORT | {"id": f"{n:032x}"}).status_code
            for n in range(40)
        ]
    assert codes.count(201) < 25 and set(codes) == {201, 429}


def test_an_incident_is_seen_to_noted_and_closed(desk: Office) -> None:
    report(desk)
    iso = desk.visitor()
    change = {"state": "in-work", "owner": "IT", "due": "2026-11-30"}
    assert iso.post("/incidents/1", change).status_code == 303
    assert iso.post("/incidents/1", change | {"due": "soon"}).status_code == 422
    iso.post("/incidents/1/notes", {"note": "Called back."})
    page = words(iso.get("/incidents/1"))
    for part in ("INC-0001", "in work", "30 November 2026", "Called back.", "ext. 7", "zanzibar"):
        assert part in page
    iso.post("/incidents/1", change | {"state": "closed"})
    assert "No incident is open." in words(iso.get("/incidents"))
    audit = words(iso.get("/audit"))
    assert "incident.changed" in audit and "incident.noted" in audit
    assert "zanzibar" not in audit and "Called back" not in audit


def test_it_is_a_cause_to_review_the_policy_once(desk: Office) -> None:
    report(desk)
    iso = desk.visitor()
    for _again in range(2):
        assert iso.post("/incidents/1/review").headers["location"] == "/policy?said=review"
    with reading(desk.engine) as connection:
        (review,) = reviews.everything(connection)
    assert (review.cause, review.reason) == (Cause.INCIDENT, "Incident INC-0001")


def test_only_who_may_reads_incidents(desk: Office) -> None:
    report(desk)
    seen = {role: desk.visitor(role).get("/incidents/1").status_code for role in Role}
    assert {role for role, code in seen.items() if code == 200} == {
        Role.ISO,
        Role.ISMS,
        Role.COUNCIL,
    }
    assert desk.visitor(Role.COUNCIL).post("/incidents/1/notes", {"note": "x"}).status_code == 403
