"""Second signatures: nobody signs what they proposed, and each signature is for one text."""

from __future__ import annotations

from pathlib import Path

from central.access.roles import GRANTED, Permission, Role
from central.audit import log
from central.deciding.countersign import Kind, digest
from central.keys.drafted import drafted
from central.keys.signing import sign
from central.store.engine import reading, sqlite_url
from tests.agent.uplink.signing_company import MARK, SigningCompany
from tests.central.console.visiting import Office, office, words

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


def test_a_draft_of_the_rules_shows_what_it_changes_and_who_signed(tmp_path: Path) -> None:
    company = SigningCompany(tmp_path)
    with office(sqlite_url(tmp_path), draft=lambda: drafted(company.repository)) as console:
        council = console.visitor(Role.COUNCIL)
        assert "Waits for the keys" not in words(council.get("/signatures"))

        company.draft({"markers/acme.toml": MARK})
        sign(company.repository, company.signer("operator"))
        page = words(council.get("/signatures"))
        assert "+ rules/1/markers/acme.toml" in page
        assert "waiting" in page
        assert "Signed by operator Not by council" in page

        sign(company.repository, company.signer("council"))
        assert "Signed by council, operator It can be put in force" in words(
            council.get("/signatures")
        )
        company.publish()
        assert drafted(company.repository) is None


def test_two_changes_never_have_one_digest() -> None:
    assert digest(Kind.GROUPS, "ab", "c") != digest(Kind.GROUPS, "a", "bc")
