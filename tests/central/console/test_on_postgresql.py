"""The same console on PostgreSQL, and two of them on one store."""

from __future__ import annotations

from central.access.roles import Role
from central.incidents import store as incidents
from central.incidents.incident import Report
from central.letters.letter import Kind
from central.store.engine import writing
from tests.central.console.test_incidents import REPORT
from tests.central.console.test_letters import come, letter
from tests.central.console.test_policy import DRAFT
from tests.central.console.test_signatures import CHANGE
from tests.central.console.test_tools import APPROVAL
from tests.central.console.test_use_cases import CASE
from tests.central.console.visiting import NOW, office, words
from tests.central.postgres import Postgres

PERIOD = {"first": "2026-09-01", "last": "2026-11-30"}


def test_everything_that_is_written_here_can_be_written_there(postgresql: Postgres) -> None:
    with office(postgresql.database()) as console:
        come(console, letter(1, Kind.USE_CASE, "Tenders"), letter(1, Kind.USE_CASE, "Again"))
        with writing(console.engine) as connection:
            kept = [incidents.keep(connection, Report(**REPORT), NOW) for _again in range(2)]
        assert kept == [1, 1]
        iso, council = console.visitor(), console.visitor(Role.COUNCIL)
        for path, form in (
            *(("/use-cases/new", CASE), ("/tools/1/decide", APPROVAL), ("/policy/write", DRAFT)),
            *(("/policy/versions/1/publish", {}), ("/signatures/propose", CHANGE)),
            *(("/letters/1", {"status": "agreed", "answer": "Yes."}), ("/letters/1/use-case", {})),
            *(("/incidents/1/notes", {"note": "Seen."}), ("/incidents/1/review", {})),
        ):
            assert iso.post(path, form).status_code == 303, path
        assert council.post("/signatures/1", {"verdict": "sign"}).status_code == 303
        assert iso.post("/evidence/pack", PERIOD).content.startswith(b"PK")
        assert "The chain holds" in words(iso.get("/audit/check"))
        pages = ("/", "/tools", "/use-cases", "/policy", "/fleet", "/people", "/audit")
        for path in (*pages, "/letters", "/letters/1", "/incidents", "/incidents/1", "/rules"):
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
