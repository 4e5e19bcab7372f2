"""plimsoll sent: reads the list without an agent, in words and to the byte."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from agent.events import Channel, Level, Sighting, ToolClass
from agent.report.store import NAME
from tests.agent.report.device import KEY, Clock, line, reporter
from tests.agent.uplink.stand_in import StandIn
from tests.agent.uplink.visiting import (
    ROOT,
    SESSION,
    environment,
    session_environment,
    visit,
    visit_until_sent,
)


def sent(home: Path, *options: str, session: bool = False) -> subprocess.CompletedProcess[str]:
    """`session`: with the key ring of the person, out of which `week` took its key."""
    program = [sys.executable, "-m", "agent.cli", "--home", str(home), "sent", *options]
    return subprocess.run(
        [*(SESSION if session else []), *program],
        cwd=ROOT,
        env=session_environment(home.parent) if session else environment(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def key_ring_key(home: Path) -> bytes:
    """The key of this home's list, in a key ring that is kept beside it."""
    home.mkdir(exist_ok=True)
    asked = subprocess.run(
        [*SESSION, sys.executable, "-m", "agent.uplink.ledger_key", "--home", str(home)],
        cwd=ROOT, env=session_environment(home.parent), capture_output=True, text=True, timeout=60,
        check=True,
    )  # fmt: skip
    return bytes.fromhex(json.loads(asked.stdout.splitlines()[-1])["key"])


def week(home: Path, string: str, key: bytes = KEY) -> None:
    """A week with one pinned tool and two warnings, closed and waiting; and no agent any more."""
    clock = Clock.real()
    report = reporter(home, clock, string, key=key)
    report.counter.count_sighting(Sighting("pinned", Channel.BROWSER), ToolClass.APPROVED)
    for _again in range(2):
        report.counter.count_warning(Level.CONFIDENTIAL, ToolClass.PUBLIC, Channel.BROWSER)
    clock.now += 60
    report.tick()
    report.close()


def test_where_nothing_was_ever_counted_it_says_so(tmp_path: Path) -> None:
    assert sent(tmp_path).stdout == "Nothing has left this device, and nothing waits.\n"
    assert json.loads(sent(tmp_path, "--json").stdout) == []
    assert list(tmp_path.iterdir()) == []


def test_what_waits_stands_in_words_and_zeros_are_folded(tmp_path: Path) -> None:
    home = tmp_path / "home"
    week(home, line(), key_ring_key(home))

    shown = sent(home, session=True)

    assert shown.returncode == 0, shown.stderr
    assert "Warnings: confidential text, public tool — 2 · waiting" in shown.stdout
    assert "Used Microsoft 365 Copilot — yes · waiting" in shown.stdout
    assert "Shows how often confidential text was about to reach a public tool" in shown.stdout
    assert "Central keeps the company's sum for 400 days." in shown.stdout
    assert "and 112 zeros: 0 sent, 112 waiting, 0 dropped" in shown.stdout
    assert "— 0" not in shown.stdout


def test_all_unfolds_the_zeros(tmp_path: Path) -> None:
    week(tmp_path, line())

    assert sent(tmp_path, "--all").stdout.count(" · waiting") == 118


def test_bytes_shows_what_central_received(tmp_path: Path) -> None:
    with StandIn() as central:
        week(tmp_path, central.string)
        visit(tmp_path, central.string)
        shown = sent(tmp_path, "--bytes").stdout

    key = bytes.fromhex((tmp_path / "device-key").read_text())
    assert len(central.requests) == 121
    for request in central.requests:
        headers = [
            f"{name}: {'Bearer device key' if name == 'Authorization' else value}"
            for name, value in request.headers
        ]
        enrolment = request.line.split()[1] == "/v1/enrol"
        body = request.body.decode() if enrolment else request.body.hex()
        assert "\n".join([request.line, *headers, "", body]) in shown
    assert key.hex() not in shown


def test_waiting_leaves_out_what_was_sent(tmp_path: Path) -> None:
    with StandIn() as central:
        week(tmp_path, central.string)
        visit_until_sent(tmp_path, central.string)

    assert sent(tmp_path, "--waiting").stdout == "Nothing waits.\n"
    assert len(json.loads(sent(tmp_path, "--json").stdout)) == 121


def test_json_has_the_announced_fields(tmp_path: Path) -> None:
    home = tmp_path / "home"
    week(home, line(), key_ring_key(home))

    (warning,) = [
        message
        for message in json.loads(sent(home, "--json", "--waiting", session=True).stdout)
        if message["metric"] == "warn.confidential.public"
    ]

    assert warning["words"] == "Warnings: confidential text, public tool — 2"
    assert set(warning) == {
        "kind", "state", "address", "period", "epoch", "metric", "words", "purpose", "retention",
        "value", "plain", "sealed", "headers",
    }  # fmt: skip
    assert (warning["plain"], warning["sealed"]) == ("", "")


def test_a_damaged_list_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"damaged" * 999)

    shown = sent(tmp_path)

    assert (shown.returncode, shown.stdout) == (1, "")
    assert "is damaged" in shown.stderr and "Traceback" not in shown.stderr
    assert (tmp_path / NAME).read_bytes() == b"damaged" * 999


def test_it_reads_beside_a_running_agent(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    clock.now += 60
    report.tick()

    assert len(json.loads(sent(tmp_path, "--json").stdout)) == 118
    report.close()


def test_values_that_cannot_be_read_here_are_not_called_zeros(tmp_path: Path) -> None:
    week(tmp_path, line())

    shown = sent(tmp_path).stdout

    assert "zero" not in shown
    assert "118 that cannot be read here" in shown
