"""The same console on PostgreSQL, and two of them on one store."""

from __future__ import annotations

from central.access.roles import Role
from tests.central.console.test_policy import DRAFT
from tests.central.console.test_signatures import CHANGE
from tests.central.console.test_tools import APPROVAL
from tests.central.console.test_use_cases import CASE
from tests.central.console.visiting import office, words
from tests.central.postgres import Postgres

PERIOD = {"first": "2026-09-01", "last": "2026-11-30"}


def test_everything_that_is_written_here_can_be_written_there(postgresql: Postgres) -> None:
    with office(postgresql.database()) as console:
        iso, council = console.visitor(), console.visitor(Role.COUNCIL)
        for path, form in (
            *(("/use-cases/new", CASE), ("/tools/1/decide", APPROVAL), ("/policy/write", DRAFT)),
            *(("/policy/versions/1/publish", {}), ("/signatures/propose", CHANGE)),
        ):
            assert iso.post(path, form).status_code == 303, path
        assert council.post("/signatures/1", {"verdict": "sign"}).status_code == 303
        assert iso.post("/evidence/pack", PERIOD).content.startswith(b"PK")
        assert "The chain holds" in words(iso.get("/audit/check"))
        for path in ("/", "/tools", "/use-cases", "/policy", "/fleet", "/people", "/audit"):
            assert iso.get(path).status_code == 200, path


def test_two_consoles_share_sessions_and_what_was_written(postgresql: Postgres) -> None:
    url = postgresql.database()
    with office(url) as one, office(url) as other:
        here = one.visitor()
        there = other.nobody()
        there.secret = here.secret
        here.post("/use-cases/new", CASE)
        assert CASE["title"] in words(there.get("/use-cases"))
        there.post("/sign-out")
        assert here.get("/").headers["location"] == "/sign-in"
