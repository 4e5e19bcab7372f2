"""The enrolment string: the golden one is read, a wrong one is refused without being repeated."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agent.report.enrolment import EnrolmentError, parse_enrolment
from tests.agent.report.device import GOLDEN, line

ENROLMENT = json.loads((GOLDEN / "enrolment.json").read_text())


def real(**changes: Any) -> str:
    addresses = {"issuer": "https://a.example", "relay": "https://b.example"}
    return line(**{**addresses, "demonstration": False, "week_seconds": 604_800, **changes})


def test_the_golden_string_is_read() -> None:
    enrolment = parse_enrolment(ENROLMENT["string"] + "\n")

    for key in ("issuer", "relay", "operator_key", "token", "week_seconds", "demonstration"):
        assert getattr(enrolment, key) == ENROLMENT["decoded"][key]


def test_a_real_company_is_read() -> None:
    assert parse_enrolment(real()).issuer == "https://a.example"


def test_token_and_key_are_not_printed() -> None:
    printed = repr(parse_enrolment(ENROLMENT["string"]))

    assert ENROLMENT["decoded"]["token"] not in printed
    assert ENROLMENT["decoded"]["operator_key"] not in printed


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "hello",
        "plimsoll1.",
        "plimsoll1.%%%",
        "plimsoll1." + "W1" * 4000,
        ENROLMENT["string"][:-9],
        line(v=1),
        line(token=None),
        line(week_seconds="60"),
        line(week_seconds=True),
        line(week_seconds=0),
        line(operator_key="AAAA"),
        line(issuer="ftp://127.0.0.1"),
        line(issuer="http://[127.0.0.1"),
        line(issuer="http://127.0.0.1:99999"),
        line(issuer="http://name:word@127.0.0.1"),
        line(issuer="https://central.example"),
        line(relay="https://127.0.0.1.example"),
        real(week_seconds=60),
        real(issuer="http://a.example"),
    ],
)
def test_a_wrong_string_is_refused_with_a_sentence(wrong: str) -> None:
    with pytest.raises(EnrolmentError) as caught:
        parse_enrolment(wrong)

    assert str(caught.value).endswith(".")
    assert ENROLMENT["decoded"]["token"] not in str(caught.value)
