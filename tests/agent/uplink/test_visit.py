"""One visit: what is shown is what was sent, and each answer of central has its effect."""

from __future__ import annotations

import json
import re
import time
from base64 import urlsafe_b64encode
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from agent.report.receipts import message_hash
from agent.report.reporter import Reporter
from agent.uplink.backoff import pause
from agent.uplink.device_key import KEY_BYTES
from central.collector.receipts import Result
from tests.agent.report.device import WEEK, Clock, line, reporter
from tests.agent.uplink.stand_in import Request, Say, StandIn
from tests.agent.uplink.visiting import (
    closed_week,
    run_uplink,
    visit,
    visit_in_session,
    visit_until_sent,
)


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
    report.tick()
    values = [m["value"] for m in report.sent() if m["metric"] == metric]
    return int(values[0])


#: An enrolment, tokens for the week that ended and for its letter, 117 messages and the letter.
ENROLLED = [Say(201), Say(200), Say(200)]
REQUESTS = 121


def test_what_is_shown_is_what_was_sent_to_the_byte_and_header(tmp_path: Path) -> None:
    with StandIn() as central:
        report = closed_week(tmp_path, central.string, Clock.real())
        summary = visit_until_sent(tmp_path, central.string)
        shown = [as_sent(message, tmp_path) for message in report.sent()]

    assert (summary["state"], summary["sent"], summary["waiting"]) == ("reached", 118, 0)
    assert len(central.requests) == REQUESTS
    assert in_order(central.requests) == in_order(shown)
    report.close()


def test_nothing_of_this_device_is_in_what_it_asks_for(tmp_path: Path) -> None:
    with StandIn() as central:
        closed_week(tmp_path, central.string, Clock.real()).close()
        visit_until_sent(tmp_path, central.string)

    paths = [path.split("?")[0] for path in central.asked]
    week = re.compile(r"/v1/(boxes|receipts)/(week|letter)/[0-9]+(/0)?")
    assert {path for path in paths if not week.fullmatch(path)} == {"/v1/keys/0"}
    names = {message_hash(request.body).hex() for request in central.messages}
    assert not any(name[:8] in path for name in names for path in central.asked)


def test_a_message_shows_the_relay_neither_key_nor_cookie(tmp_path: Path) -> None:
    with StandIn() as central:
        closed_week(tmp_path, central.string, Clock.real()).close()
        visit(tmp_path, central.string)

    headers = {tuple(name for name, _value in request.headers) for request in central.messages}
    assert headers == {
        ("Host", "User-Agent", "Accept", "Accept-Encoding", "Content-Length", "Content-Type")
    }
    assert Counter(len(request.body) for request in central.messages) == {432: 117, 5136: 1}


def test_a_visit_out_of_sight_of_the_keyring_waits_and_makes_no_second_key(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    clock = Clock.real()
    with StandIn() as central:
        report = closed_week(home, central.string, clock)
        assert visit_in_session(home, central.string)["state"] == "reached"
        clock.now += WEEK
        report.tick()
        asked = len(central.requests)

        summary = visit(home, central.string)

        assert (summary["state"], summary["sent"]) == ("unreachable", 0)
        assert summary["waiting"] > 0
        assert len(central.requests) == asked
        assert not (home / "device-key").exists()
    report.close()


def test_messages_go_in_an_order_of_their_own(tmp_path: Path) -> None:
    with StandIn() as central:
        report = closed_week(tmp_path, central.string, Clock.real())
        visit(tmp_path, central.string)
        kept = [bytes.fromhex(m["sealed"]) for m in report.sent() if m["kind"] == "message"]

    assert [request.body for request in central.messages] != kept
    report.close()


def test_neither_netrc_nor_cookies_nor_redirections_change_a_request(tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\n")
    netrc.chmod(0o600)
    with StandIn() as central:
        central.script = [Say(201, {"Set-Cookie": "device=7; Path=/"}), *ENROLLED[1:]]
        report = closed_week(tmp_path, central.string, Clock.real())
        elsewhere = {"Location": f"{central.address}/v1/other", "Set-Cookie": "a=b"}
        central.script.append(Say(202, {"Set-Cookie": "device=8"}))
        central.script.append(Say(307, elsewhere))
        summary = visit(tmp_path, central.string, NETRC=str(netrc))

    assert summary["state"] == "unreachable"
    assert len(central.requests) == 5
    names = {name for request in central.requests for name, _value in request.headers}
    assert "Cookie" not in names
    kept = {as_sent(message, tmp_path).body: message for message in report.sent()}
    for request in central.requests:
        assert as_sent(kept[request.body], tmp_path) == request
    report.close()


def test_the_key_itself_is_in_no_message_that_is_kept(tmp_path: Path) -> None:
    with StandIn() as central:
        report = closed_week(tmp_path, central.string, Clock.real())
        visit(tmp_path, central.string)
        shown = json.dumps([dict(message) for message in report.sent()])

    assert bearer(tmp_path).removeprefix("Bearer ") not in shown
    report.close()


def test_a_second_visit_enrols_and_sends_nothing_again(tmp_path: Path) -> None:
    with StandIn() as central:
        report = closed_week(tmp_path, central.string, Clock.real())
        visit_until_sent(tmp_path, central.string)
        summary = visit(tmp_path, central.string)

    assert (summary["sent"], len(central.requests)) == (0, REQUESTS)
    report.close()


@pytest.mark.parametrize("fault", [Say(0), Say(500), Say(404), Say(302), Say(503), Say(429)])
def test_a_fault_keeps_the_message_and_the_same_bytes_come_again(
    tmp_path: Path, fault: Say
) -> None:
    with StandIn() as central:
        central.script = [*ENROLLED, Say(202), fault]
        report = closed_week(tmp_path, central.string, Clock.real())
        first = visit(tmp_path, central.string)
        failed = central.requests[4].body
        state = report.state()
        second = visit_until_sent(tmp_path, central.string)

    assert (first["sent"], first["waiting"], first["state"]) == (0, 118, "unreachable")
    assert state["state"] == "unreachable" and "118" in state["words"]
    assert (second["sent"], second["waiting"]) == (118, 0)
    assert [request.body for request in central.requests].count(failed) == 2
    assert len({request.body for request in central.requests}) == REQUESTS
    report.close()


def test_retry_after_is_honoured_and_a_little_more() -> None:
    pauses = [
        pause(1, 600.0, lambda size: bytes(size)),
        pause(1, 600.0, lambda size: b"\xff" * size),
    ]
    assert 600.0 == pauses[0] < pauses[1] <= 660.0


@pytest.mark.parametrize(
    ("result", "metric"),
    [
        (Result.REFUSED, "drop.corrupt"),
        (Result.CONFLICT, "drop.corrupt"),
        (Result.TOO_OLD, "drop.expired"),
    ],
)
def test_a_message_that_is_not_taken_is_set_aside_and_counted(
    tmp_path: Path, result: Result, metric: str
) -> None:
    clock = Clock.real()
    with StandIn() as central:
        central.results = [result]
        report = closed_week(tmp_path, central.string, clock)
        summary = visit_until_sent(tmp_path, central.string)

    assert (summary["sent"], summary["waiting"]) == (117, 0)
    assert [m["state"] for m in report.sent()].count("dropped") == 1
    assert counted_next_week(report, clock, metric) == 1
    report.close()


def test_a_relay_that_takes_and_does_not_hand_over_loses_nothing(tmp_path: Path) -> None:
    with StandIn() as central:
        central.box = {"state": "open"}
        report = closed_week(tmp_path, central.string, Clock.real())
        visit(tmp_path, central.string)
        central.forget()
        central.box = {"state": "published", "bits": 0}
        summary = visit_until_sent(tmp_path, central.string)

    assert (summary["sent"], summary["waiting"]) == (118, 0)
    bodies = [request.body for request in central.messages]
    assert len(bodies) == 2 * len(set(bodies)) == 2 * 118
    report.close()


def test_a_receipt_that_the_collector_did_not_sign_takes_nothing_away(tmp_path: Path) -> None:
    with StandIn() as central:
        report = closed_week(tmp_path, central.string, Clock.real())
        central.signer = Ed25519PrivateKey.generate()
        first = visit(tmp_path, central.string)
        # Where the time is asked for as well, a false one ends the visit before anything is sent.
        assert first["sent"] == 0

    assert report.state()["waiting"] == 118
    report.close()


def test_a_box_of_too_few_devices_is_waited_for(tmp_path: Path) -> None:
    with StandIn() as central:
        central.box = {"state": "carried", "bits": 0, "into": 99_999_999}
        report = closed_week(tmp_path, central.string, Clock.real())
        visit(tmp_path, central.string)
        time.sleep(0.6)
        visit(tmp_path, central.string)
        state = report.state()

    assert (state["state"], state["words"]) == ("waiting", "Waiting for 25 devices.")
    assert state["waiting"] == 118
    report.close()


def test_a_list_of_keys_that_the_operator_did_not_sign_is_not_used(tmp_path: Path) -> None:
    with StandIn() as central:
        central.operator = Ed25519PrivateKey.generate()
        report = closed_week(tmp_path, central.string, Clock.real())
        summary = visit(tmp_path, central.string)

    assert (summary["state"], summary["sent"]) == ("unreachable", 0)
    assert [request.line for request in central.requests] == ["POST /v1/enrol HTTP/1.1"]
    report.close()


def test_an_unknown_device_keeps_everything_and_introduces_itself_again(tmp_path: Path) -> None:
    with StandIn() as central:
        central.script = [Say(201), Say(401)]
        report = closed_week(tmp_path, central.string, Clock.real())
        first = visit(tmp_path, central.string)
        state = report.state()
        second = visit_until_sent(tmp_path, central.string)

    assert first["state"] == "refused"
    assert state["state"] == "not-enrolled" and state["words"].startswith("Central does not know")
    assert (second["state"], second["sent"]) == ("reached", 118)
    report.close()


@pytest.mark.parametrize(("status", "metric"), [(409, "drop.corrupt"), (410, "drop.expired")])
def test_messages_without_tokens_are_counted_as_lost(
    tmp_path: Path, status: int, metric: str
) -> None:
    clock = Clock.real()
    with StandIn() as central:
        central.script = [Say(201), Say(status), Say(status)]
        report = closed_week(tmp_path, central.string, clock)
        summary = visit(tmp_path, central.string)

    assert (summary["state"], summary["waiting"]) == ("reached", 0)
    assert len(central.messages) == 0
    assert counted_next_week(report, clock, metric) == 7  # 118, as far as it is counted
    report.close()


def test_a_refused_enrolment_sends_no_message(tmp_path: Path) -> None:
    with StandIn() as central:
        central.script = [Say(403)]
        report = closed_week(tmp_path, central.string, Clock.real())
        summary = visit(tmp_path, central.string)

    assert (summary["state"], summary["waiting"]) == ("refused", 119)
    assert len(central.requests) == 1
    report.close()


def test_nobody_there_is_no_fault(tmp_path: Path) -> None:
    with StandIn() as central:
        string = central.string
    report = closed_week(tmp_path, string, Clock.real())
    summary = visit(tmp_path, string)

    assert (summary["state"], summary["sent"]) == ("unreachable", 0)
    assert report.state()["state"] == "unreachable"
    report.close()


def test_another_central_gets_another_key(tmp_path: Path) -> None:
    with StandIn() as one, StandIn() as other:
        closed_week(tmp_path, one.string, Clock.real()).close()
        visit(tmp_path, one.string)
        first = bearer(tmp_path)
        closed_week(tmp_path, other.string, Clock.real()).close()
        visit(tmp_path, other.string)

    assert bearer(tmp_path) != first
    assert len(other.requests) == REQUESTS


@pytest.mark.parametrize("years", [-10, 10])
def test_a_wall_clock_that_is_ten_years_off_sends_the_same(tmp_path: Path, years: int) -> None:
    clock = Clock.real()
    with StandIn() as central:
        central.ahead = years * 365 * 86_400.0
        report = reporter(tmp_path, clock, central.string, told=False)
        report.tick()
        visit(tmp_path, central.string)
        # The visit took a while; a week may have begun in it.
        clock.now = Clock.real().now
        report.tick()
        clock.now += WEEK
        report.tick()
        visit(tmp_path, central.string)

    weeks = {int(request.line.split()[1].rsplit("/", 1)[1]) for request in central.messages}
    true = (clock.now + central.ahead) // WEEK
    assert len(central.messages) == 118
    assert len(weeks) == 1 and true - 2 <= weeks.pop() < true
    report.close()


@pytest.mark.parametrize(
    "string", ["nonsense", "plimsoll1.e30", line(issuer="https://central.example")]
)
def test_a_wrong_string_is_a_sentence_and_nothing_is_sent(tmp_path: Path, string: str) -> None:
    done = run_uplink(tmp_path, string, [])

    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout)["words"].endswith(".")
    assert list(tmp_path.iterdir()) == []
