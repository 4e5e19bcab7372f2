"""The register on the console: what can be registered, changed, found, taken out and in."""

from __future__ import annotations

import csv
import io
import json

from central.access.roles import Role
from central.audit import log
from central.audit.verify import verify
from central.store.engine import reading
from tests.central.console.visiting import Office, words

CASE = {
    "title": "Answers to suppliers",
    "purpose": "Drafts of letters to suppliers.",
    "owner": "Purchasing",
    "status": "approved",
    "tool": "1",
    "data": ["internal"],
    "risk": "low",
    "eu_class": "minimal",
    "basis": "no-personal-data",
    "oversight": "A person reads each letter before it is sent.",
    "review_day": "2027-05-01",
}


def test_a_use_case_is_registered_and_shown_with_every_field(console: Office) -> None:
    iso = console.visitor()
    done = iso.post("/use-cases/new", CASE)
    assert (done.status_code, done.headers["location"]) == (303, "/use-cases/1?said=registered")
    page = words(iso.get("/use-cases/1"))
    for part in ("Answers to suppliers", "ChatGPT", "internal", "low", "minimal", "1 May 2027"):
        assert part in page
    assert "Answers to suppliers" in words(iso.get("/use-cases?find=SUPPLIERS"))
    assert "Answers to suppliers" not in words(iso.get("/use-cases?find=customers"))


def test_an_approved_one_needs_what_the_policy_asks_for(console: Office) -> None:
    iso = console.visitor()
    poor = CASE | {"risk": "high", "data": ["special-categories"], "oversight": "", "dpia": ""}
    page = iso.post("/use-cases/new", poor)
    assert page.status_code == 422
    assert "fields need another look" in words(page)
    for field in ("oversight", "basis", "dpia", "bias_testing", "security_review"):
        assert f'id="{field}-error"' in page.text
    prohibited = iso.post("/use-cases/new", CASE | {"eu_class": "prohibited"})
    assert "A prohibited practice cannot be approved." in words(prohibited)


def test_every_change_stays_with_who_and_why(console: Office) -> None:
    iso = console.visitor()
    iso.post("/use-cases/new", CASE)
    change = CASE | {"owner": "Legal", "version": "1", "why": "Purchasing moved."}
    assert iso.post("/use-cases/1/edit", change).status_code == 303
    page = words(iso.get("/use-cases/1"))
    assert "Purchasing moved." in page
    assert "Owner: Purchasing → Legal" in page
    stale = iso.post("/use-cases/1/edit", CASE | {"version": "1", "why": "Late."})
    assert stale.status_code == 422
    assert "Somebody else changed this use case meanwhile" in words(stale)
    with reading(console.engine) as connection:
        actions = [entry.action for entry, _hash in log.read(connection)]
        assert actions == ["use-case.registered", "use-case.changed"]
        assert verify(log.read(connection)).wrong is None


def test_an_overdue_review_is_what_needs_the_reader(console: Office) -> None:
    iso = console.visitor()
    iso.post("/use-cases/new", CASE | {"review_day": "2026-11-01"})
    assert "its review was due on 1 November 2026." in words(iso.get("/use-cases"))


def test_out_and_in_again_changes_nothing_and_no_cell_is_a_formula(console: Office) -> None:
    iso = console.visitor()
    evil = '=HYPERLINK("https://evil.example","x")'
    iso.post("/use-cases/new", CASE | {"title": evil, "model": "'quoted", "owner": "@team"})
    text = iso.get("/use-cases/register.csv").text
    row = next(csv.DictReader(io.StringIO(text)))
    assert row["title"] == f"'{evil}"
    assert not any(str(cell).startswith(("=", "+", "-", "@")) for cell in row.values())
    for name, content in (("r.csv", text), ("r.json", iso.get("/use-cases/register.json").text)):
        done = iso.post("/use-cases/import", files={"file": (name, content.encode())})
        assert done.headers["location"] == "/use-cases"
    assert json.loads(iso.get("/use-cases/register.json").text)[0]["title"] == evil


def test_a_file_with_one_bad_line_changes_nothing(console: Office) -> None:
    iso = console.visitor()
    good, bad = {"title": "One"}, {"title": "Two", "risk": "enormous"}
    done = iso.post("/use-cases/import", files={"file": ("r.json", json.dumps([good, bad]))})
    assert done.status_code == 422
    assert "Use case 2 of the file cannot be read" in words(done)
    done = iso.post("/use-cases/import", files={"file": ("r.csv", b"\xff\xfe")})
    assert "not in UTF-8" in words(done)
    done = iso.post("/use-cases/import", files={"file": ("r.json", json.dumps([{"number": 7}]))})
    assert done.status_code == 422
    assert json.loads(iso.get("/use-cases/register.json").text) == []


def test_who_only_looks_changes_nothing(console: Office) -> None:
    console.visitor().post("/use-cases/new", CASE)
    for role in (Role.VIEWER, Role.IT, Role.COUNCIL, Role.AUDITOR):
        visitor = console.visitor(role)
        assert visitor.get("/use-cases/1").status_code == 200
        assert "/edit" not in visitor.get("/use-cases/1").text
        assert visitor.post("/use-cases/new", CASE).status_code == 403
        assert visitor.get("/use-cases/1/edit").status_code == 403
