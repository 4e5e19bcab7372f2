"""Second signatures: nobody signs what they proposed, and each signature is for one text."""

from __future__ import annotations

from central.access.roles import GRANTED, Permission, Role
from central.audit import log
from central.deciding.countersign import Kind, digest
from central.store.engine import reading
from tests.central.console.visiting import Office, words

CHANGE = {"kind": "custom-marks", "title": "ACME BLUE", "body": "Stays inside Acme."}


def test_no_role_may_both_propose_and_sign() -> None:
    both = {Permission.PROPOSE, Permission.COUNTERSIGN}
    assert not [role for role, granted in GRANTED.items() if both <= granted]


def test_the_works_council_signs_what_somebody_else_proposed(console: Office) -> None:
    assert console.visitor(Role.IT).post("/signatures/propose", CHANGE).status_code == 303
    council = console.visitor(Role.COUNCIL)
    assert "ACME BLUE" in words(council.get("/signatures"))
    assert council.post("/signatures/1", {"verdict": "sign"}).status_code == 303
    assert "was decided before" in words(council.post("/signatures/1", {"verdict": "sign"}))
    with reading(console.engine) as connection:
        (given,) = [e for e, _hash in log.read(connection) if e.action == "signature.given"]
    expected = digest(Kind.CUSTOM_MARKS, CHANGE["title"], CHANGE["body"])
    assert expected.hex() in given.detail


def test_a_refusal_says_why(console: Office) -> None:
    console.visitor(Role.ISO).post("/signatures/propose", CHANGE)
    council = console.visitor(Role.COUNCIL)
    assert council.post("/signatures/1", {"verdict": "refuse"}).status_code == 422
    done = council.post("/signatures/1", {"verdict": "refuse", "answer": "Too wide."})
    assert done.status_code == 303
    assert "Too wide." in words(console.visitor(Role.ISO).get("/signatures"))


def test_nobody_else_signs(console: Office) -> None:
    console.visitor(Role.IT).post("/signatures/propose", CHANGE)
    for role in set(Role) - {Role.COUNCIL}:
        done = console.visitor(role).post("/signatures/1", {"verdict": "sign"})
        assert done.status_code == 403


def test_two_changes_never_have_one_digest() -> None:
    assert digest(Kind.GROUPS, "ab", "c") != digest(Kind.GROUPS, "a", "bc")
