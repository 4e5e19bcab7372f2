"""Deciding about a tool on the console, and what devices read of it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import tomli

from central.access.roles import Role
from central.deciding import store
from central.store.engine import reading
from tests.central.console.visiting import Office, words

SCHEMA = json.loads(Path("rules/schema/decisions.json").read_text("utf-8"))
APPROVAL = {
    "verb": "approve",
    "class": "approved",
    "up_to": "internal",
    "groups": "7, 3",
    "tenant": 'ac"me',
    "until": "2027-03-31",
    "address": "https://chat.acme.example/",
    "reason": "Contract signed.",
}


def file(console: Office) -> dict[str, object]:
    with reading(console.engine) as connection:
        return tomli.loads(store.file(connection).decode())


def test_a_decision_is_shown_kept_and_written_as_devices_read_it(console: Office) -> None:
    iso = console.visitor()
    assert "ChatGPT" in words(iso.get("/tools?find=chatgpt"))
    assert iso.post("/tools/1/decide", APPROVAL).headers["location"] == "/tools/1?said=decided"
    page = words(iso.get("/tools/1"))
    assert "approved tool, for data up to internal, for the groups 3, 7" in page
    assert "Contract signed." in page
    content = file(console)
    jsonschema.validate(json.loads(json.dumps(content, default=str)), SCHEMA)
    (one,) = content["decision"]  # type: ignore[misc]
    assert one["groups"] == [3, 7]
    assert one["tenant"] == 'ac"me'
    assert str(one["until"]) == "2027-03-31"


def test_the_newest_decision_holds_and_a_withdrawn_one_does_not(console: Office) -> None:
    iso = console.visitor()
    iso.post("/tools/1/decide", APPROVAL)
    iso.post("/tools/1/decide", {"verb": "restrict", "instead": "3", "reason": "Incident."})
    assert file(console) == {"decision": [{"tool": 1, "class": "public", "instead": 3}]}
    iso.post("/tools/1/decide", {"verb": "watch", "reason": "Looking."})
    assert file(console) == {}
    iso.post("/tools/1/decide", APPROVAL)
    iso.post("/tools/1/decide", {"verb": "withdraw", "reason": "Over."})
    assert file(console) == {}
    assert words(iso.get("/tools/1")).count("@company.example") == 5


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "crown"},
        {"class": "public"},
        {"up_to": "enormous"},
        {"groups": "three"},
        {"until": "tomorrow"},
        {"address": "javascript:alert(1)"},
        {"address": "https://["},
        {"reason": ""},
        {"reason": "x" * 2000},
        {"verb": "restrict", "instead": "1"},
        {"verb": "restrict", "instead": "64999"},
    ],
)
def test_what_cannot_hold_is_refused_with_the_form_as_it_was(
    console: Office, change: dict[str, str]
) -> None:
    page = console.visitor().post("/tools/1/decide", APPROVAL | change)
    assert page.status_code == 422
    assert "another look" in words(page)
    assert file(console) == {}


def test_only_the_security_officer_decides(console: Office) -> None:
    for role in set(Role) - {Role.ISO}:
        visitor = console.visitor(role)
        assert visitor.get("/tools/1").status_code == 200
        assert visitor.post("/tools/1/decide", APPROVAL).status_code == 403
    assert console.visitor().get("/tools/64999").status_code == 404
