"""Enrolling devices with the string that `plimsoll-central enrol` prints."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator

import pytest
import requests

from tests.central.device import Device, from_base64url, read_enrolment
from tests.central.server import LONG, Server, run_central


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("central") / "home") as server:
        yield server


def test_the_string_holds_all_that_a_device_needs(server: Server) -> None:
    found = read_enrolment(server.enrolment())
    assert list(found) == [
        "v",
        "issuer",
        "relay",
        "operator_key",
        "token",
        "week_seconds",
        "demonstration",
        "rules",
        "rules_root",
        "incidents",
    ]
    assert found["rules"] == f"http://127.0.0.1:{server.port + 4}/rules"
    assert len(from_base64url(str(found["rules_root"]))) == 32
    assert (found["issuer"], found["relay"]) == (server.issuer, server.relay)
    assert len(from_base64url(str(found["operator_key"]))) == 32
    assert (found["v"], found["week_seconds"], found["demonstration"]) == (2, LONG, True)


def test_a_token_enrols_one_device_as_often_as_it_asks(server: Server) -> None:
    first = Device.with_string(server.enrolment())
    second = Device(first.enrolment, secrets.token_bytes(32))
    assert [first.enrol().status_code, first.enrol().status_code] == [201, 201]
    assert second.enrol().status_code == 403


def test_a_token_for_two_enrols_two(server: Server) -> None:
    line = server.enrolment("--uses", "2")
    statuses = [Device.with_string(line).enrol().status_code for _ in range(3)]
    assert statuses == [201, 201, 403]


def test_an_unknown_token_enrols_nobody(server: Server) -> None:
    device = server.device()
    stranger = Device({**device.enrolment, "token": "made up"}, device.key)
    assert stranger.enrol().status_code == 403
    new = Device({**device.enrolment, "token": "made up"}, secrets.token_bytes(32))
    assert new.enrol().status_code == 403
    assert new.ask("week", server.week, bytes(256 * 117)).status_code == 401


@pytest.mark.parametrize("body", [b"", b"{}", b"\xff", b'{"token":1,"device_key":""}', b"x" * 5000])
def test_a_request_of_another_form_is_refused(server: Server, body: bytes) -> None:
    answer = requests.post(f"{server.issuer}/v1/enrol", data=body, timeout=20)
    assert answer.status_code in (400, 413)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_demonstration_enrols_on_this_machine_only(server: Server) -> None:
    home = str(server.home)
    done = run_central("enrol", "--home", home, "--issuer", "https://central.example")
    assert done.returncode == 2
    assert "this machine only" in done.stderr


def test_a_program_gets_the_string_in_json(server: Server) -> None:
    found = json.loads(server.enrolment("--json"))
    assert found["enrolment"].startswith("plimsoll1.")
    assert found["uses"] == 1
