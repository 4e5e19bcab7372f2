"""No call that schemathesis can think of makes the interface fail."""

from __future__ import annotations

from central.access.roles import Role
from tests.central.api.fuzz import fuzz
from tests.central.console.test_use_cases import CASE
from tests.central.console.visiting import Office


def test_no_call_makes_a_server_error(console: Office) -> None:
    console.visitor().post("/use-cases/new", CASE)
    seen = fuzz(console, console.token(Role.ISO), examples=10)
    assert seen[200] > 20
    assert not [status for status in seen if status >= 500]
