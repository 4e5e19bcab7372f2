"""One visit: what is shown is what was sent, and each answer of central has its effect."""

from __future__ import annotations

import json
import time
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any

import pytest

from agent.report.reporter import Reporter
from agent.uplink.device_key import KEY_BYTES
from tests.agent.report.device import WEEK, Clock, line
from tests.agent.uplink.stand_in import Request, Say, StandIn
from tests.agent.uplink.visiting import closed_week, run_uplink, visit, visit_in_session


def string_for(central: StandIn) -> str:
    return line(issuer=central.address, collector=central.address)


def bearer(home: Path) -> str:
    key = bytes.fromhex((home / "device-key").read_text())
    assert len(key) == KEY_BYTES
    return "Bearer " + urlsafe_b64encode(key).decode().rstrip("=")


def as_sent(message: Any, home: Path) -> Request:
    """The request that a kept message says was sent."""
    headers = [
        (name, bearer(home) if value == "Bearer device key" else value)
        for name, value in message["headers"].items()
    ]
    path = message["address"].split("/", 3)[3]
    body = bytes.fromhex(message["sealed"]) or message["plain"].encode()
    return Request(f"POST /{path} HTTP/1.1", headers, body)


def in_order(requests: list[Request]) -> list[Request]:
    return sorted(requests, key=lambda request: request.body)


def counted_next_week(report: Reporter, clock: Clock, metric: str) -> int:
    clock.now += 60
    report.tick(clock.now)
    values = [m["value"] for m in report.sent() if m["metric"] == metric]
    return int(values[0])


def test_what_is_shown_is_what_was_sent_to_the_byte_and_header(tmp_path: Path) -> None:
    with StandIn() as central:
        report = closed_week(tmp_path, string_for(central), Clock())
        summary = visit(tmp_path, string_for(central))
        shown = [as_sent(message, tmp_path) for message in report.sent()]

    assert (summary["state"], summary["sent"], summary["waiting"]) == ("reached", 117, 0)
    assert len(central.requests) == 118
    assert in_order(central.requests) == in_order(shown)
    report.close()


def test_a_visit_out_of_sight_of_the_keyring_waits_and_makes_no_second_key(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    clock = Clock()
    with StandIn() as central:
        report = closed_week(home, string_for(central), clock)
        assert visit_in_session(home, string_for(central))["state"] == "reached"
        clock.now += WEEK
        report.tick(clock.now)
        asked = len(central.requests)

        summary = visit(home, string_for(central))

        assert (summary["state"], summary["sent"]) == ("unreachable", 0)
        assert summary["waiting"] > 0
        assert len(central.requests) == asked
        assert not (home / "device-key").exists()
    report.close()


def test_messages_go_in_an_order_of_their_own(tmp_path: Path) -> None:
    with StandIn() as central:
        report = closed_week(tmp_path, string_for(central), Clock())
        visit(tmp_path, string_for(central))
        kept = [bytes.fromhex(m["sealed"]) for m in report.sent() if m["kind"] == "message"]

    assert [request.body for request in central.requests[1:]] != kept
    report.close()


def test_neither_netrc_nor_cookies_nor_redirections_change_a_request(tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\n")
    netrc.chmod(0o600)
    with StandIn() as central:
        central.script = [Say(201, {"Set-Cookie": "device=7; Path=/"})]
        report = closed_week(tmp_path, string_for(central), Clock())
        elsewhere = {"Location": f"{central.address}/v1/other", "Set-Cookie": "a=b"}
        central.script.append(Say(200, {"Set-Cookie": "device=8"}))
        central.script.append(Say(307, elsewhere))
        summary = visit(tmp_path, string_for(central), NETRC=str(netrc))

    assert summary["state"] == "unreachable"
    assert len(central.requests) == 3
    names = {name for request in central.requests for name, _value in request.headers}
    assert "Cookie" not in names
    kept = {as_sent(message, tmp_path).body: message for message in report.sent()}
    for request in central.requests:
        assert as_sent(kept[request.body], tmp_path) == request
    report.close()


def test_the_key_itself_is_in_no_message_that_is_kept(tmp_path: Path) -> None:
    with StandIn() as central:
        report = closed_week(tmp_path, string_for(central), Clock())
        visit(tmp_path, string_for(central))
        shown = json.dumps([dict(message) for message in report.sent()])

    assert bearer(tmp_path).removeprefix("Bearer ") not in shown
    report.close()


def test_a_second_visit_enrols_and_sends_nothing_again(tmp_path: Path) -> None:
    with StandIn() as central:
        report = closed_week(tmp_path, string_for(central), Clock())
        visit(tmp_path, string_for(central))
        assert not report.due(time.time())
        summary = visit(tmp_path, string_for(central))

    assert (summary["sent"], len(central.requests)) == (0, 118)
    report.close()


@pytest.mark.parametrize("fault", [Say(0), Say(500), Say(404), Say(302), Say(503), Say(429)])
def test_a_fault_keeps_the_message_and_the_same_bytes_come_again(
    tmp_path: Path, fault: Say
) -> None:
    with StandIn() as central:
        central.script = [Say(201), Say(200), fault]
        report = closed_week(tmp_path, string_for(central), Clock())
        first = visit(tmp_path, string_for(central))
        failed = central.requests[2].body
        state = report.state()
        second = visit(tmp_path, string_for(central))

    assert (first["sent"], first["waiting"], first["state"]) == (1, 116, "unreachable")
    assert first["next_try"] > time.time() - 60
    assert state["state"] == "unreachable" and "116" in state["words"]
    assert (second["sent"], second["waiting"]) == (116, 0)
    assert [request.body for request in central.requests].count(failed) == 2
    assert len({request.body for request in central.requests}) == 118
    report.close()


def test_retry_after_is_honoured_over_a_restart(tmp_path: Path) -> None:
    with StandIn() as central:
        central.script = [Say(201), Say(429, {"Retry-After": "600"})]
        closed_week(tmp_path, string_for(central), Clock()).close()
        before = time.time()
        visit(tmp_path, string_for(central))

    report = closed_week(tmp_path, string_for(central), Clock())
    assert not report.due(before + 599)
    assert report.due(before + 60 + 661)
    report.close()


@pytest.mark.parametrize(
    ("status", "metric"), [(400, "drop.corrupt"), (409, "drop.corrupt"), (410, "drop.expired")]
)
def test_a_message_that_is_not_taken_is_set_aside_and_counted(
    tmp_path: Path, status: int, metric: str
) -> None:
    clock = Clock()
    with StandIn() as central:
        central.script = [Say(201), Say(status)]
        report = closed_week(tmp_path, string_for(central), clock)
        summary = visit(tmp_path, string_for(central))

    assert (summary["sent"], summary["dropped"], summary["waiting"]) == (116, 1, 0)
    assert [m["state"] for m in report.sent()].count("dropped") == 1
    assert counted_next_week(report, clock, metric) == 1
    report.close()


def test_an_unknown_device_keeps_everything_and_introduces_itself_again(tmp_path: Path) -> None:
    with StandIn() as central:
        central.script = [Say(201), Say(401)]
        report = closed_week(tmp_path, string_for(central), Clock())
        first = visit(tmp_path, string_for(central))
        state = report.state()
        second = visit(tmp_path, string_for(central))

    assert (first["state"], first["waiting"]) == ("refused", 117)
    assert state["state"] == "not-enrolled" and state["words"].startswith("Central does not know")
    assert (second["state"], second["sent"]) == ("reached", 117)
    report.close()


def test_a_refused_enrolment_sends_no_message(tmp_path: Path) -> None:
    with StandIn() as central:
        central.script = [Say(403)]
        report = closed_week(tmp_path, string_for(central), Clock())
        summary = visit(tmp_path, string_for(central))

    assert (summary["state"], summary["waiting"]) == ("refused", 118)
    assert len(central.requests) == 1
    report.close()


def test_nobody_there_is_no_fault(tmp_path: Path) -> None:
    with StandIn() as central:
        string = string_for(central)
    report = closed_week(tmp_path, string, Clock())
    summary = visit(tmp_path, string)

    assert (summary["state"], summary["sent"]) == ("unreachable", 0)
    assert report.state()["state"] == "unreachable"
    report.close()


def test_another_central_gets_another_key(tmp_path: Path) -> None:
    with StandIn() as one, StandIn() as other:
        closed_week(tmp_path, string_for(one), Clock()).close()
        visit(tmp_path, string_for(one))
        first = bearer(tmp_path)
        closed_week(tmp_path, string_for(other), Clock()).close()
        visit(tmp_path, string_for(other))

    assert bearer(tmp_path) != first
    assert len(other.requests) == 118


@pytest.mark.parametrize(
    "string", ["nonsense", "plimsoll1.e30", line(issuer="https://central.example")]
)
def test_a_wrong_string_is_a_sentence_and_nothing_is_sent(tmp_path: Path, string: str) -> None:
    done = run_uplink(tmp_path, string, [])

    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout)["words"].endswith(".")
    assert list(tmp_path.iterdir()) == []
