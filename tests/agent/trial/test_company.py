"""The company of a trial: central on loopback, the same one each time."""

from __future__ import annotations

import socket
from pathlib import Path

import requests

from agent.report.enrolment import parse_enrolment
from agent.trial.company import PORT, company


def test_the_console_answers_and_the_enrolment_leads_there(
    tmp_path: Path, no_desktop: dict[str, str]
) -> None:
    with company(tmp_path, week_seconds=60, environment=no_desktop, logs=tmp_path) as found:
        assert requests.get(found.address, timeout=10).status_code == 200
        enrolment = parse_enrolment(found.enrolment)

    assert enrolment.demonstration
    assert enrolment.week_seconds == 60
    port = int(found.address.rstrip("/").rsplit(":", 1)[1])
    assert (enrolment.issuer, enrolment.relay) == tuple(
        f"http://127.0.0.1:{port + more}" for more in (1, 2)
    )


def test_a_port_that_is_taken_is_left_alone(tmp_path: Path, no_desktop: dict[str, str]) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", PORT))
            other.listen()
        except OSError:
            pass  # somebody else has it, which is the same to us
        with company(tmp_path, week_seconds=60, environment=no_desktop, logs=tmp_path) as found:
            assert not found.address.endswith(f":{PORT}/")
            assert requests.get(found.address, timeout=10).status_code == 200
