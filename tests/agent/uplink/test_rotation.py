"""A device changes its key, against a real issuer: killed at every step, and beside its copies."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.report.closing import Closing
from agent.report.enrolment import parse_enrolment
from agent.report.facts import DEVICE_CODE, KEY_DUE, Facts
from agent.report.group import Group
from agent.report.store import NAME, Store
from agent.report.vault import Vault
from agent.uplink.device_key import read_key, read_next_key
from agent.uplink.errand import Errand
from agent.uplink.rotation import SHORTEST, SPREAD, Rotation
from agent.uplink.send import Reply, Request
from tests.agent.report.device import KEY, REGISTRY, Clock, line, reporter
from tests.agent.uplink.stand_in import Say, StandIn
from tests.agent.uplink.test_exactly_once import is_counted_once, make_week
from tests.agent.uplink.visiting import (
    DYING,
    ROOT,
    SESSION,
    closed_week,
    environment,
    session_environment,
    visit,
    visit_in_session,
    visit_until_sent,
)
from tests.central.server import Server

DYING_KEY = ROOT / "tests" / "agent" / "uplink" / "dying_key.py"
#: What it is killed at, the how manieth of it, and when: between two of these nothing changes.
CALLS_IN_A_FILE = [
    *(("replace", "1", "after"), ("rotate", "1", "before"), ("rotate", "1", "after")),
    *(("replace", "2", "before"), ("replace", "2", "after"), ("unlink", "2", "after")),
]
CALLS_IN_A_KEYRING = [
    *(("set", "1", "after"), ("rotate", "1", "before"), ("rotate", "1", "after")),
    *(("set", "2", "before"), ("set", "2", "after"), ("delete", "1", "after")),
]
STATEMENT = "UPDATE messages SET state = 'sent'"


def steps(calls: list[tuple[str, str, str]]) -> Iterator[list[str]]:
    for call in calls:
        yield [str(DYING_KEY), *call]
    yield [str(DYING), STATEMENT, "1"]


def wish_for_a_new_key(home: Path, line: str) -> None:
    report = reporter(home, Clock.real(), line)
    assert report.own_key.change()
    report.close()


def is_due(home: Path, line: str) -> bool:
    """Whether the agent would begin a visit at once."""
    report = reporter(home, Clock.real(), line)
    due = report.due()
    report.close()
    return due


def die(home: Path, line: str, step: list[str], session: bool) -> None:
    """One visit that is killed at this step."""
    uplink = [sys.executable, *step, "agent.uplink", "--home", str(home), "--enrolment", line]
    done = subprocess.run(
        [*(SESSION if session else []), *uplink, "--key-from-input"],
        cwd=ROOT,
        env=session_environment(home.parent) if session else environment(home),
        input=KEY.hex(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    killed = {-signal.SIGKILL, 128 + signal.SIGKILL}
    assert done.returncode in killed, (step, done.stdout, done.stderr)


def visit_again(home: Path, line: str) -> str:
    """What comes of a visit after the pause that a refusal is followed by."""
    time.sleep(1.1)
    return str(visit(home, line)["state"])


def fact(home: Path, name: str) -> str:
    store = Store(home / NAME, Vault(KEY))
    with store.transaction() as db:
        found = Facts(db).text(name)
    store.close()
    return found


def enrolled(central: Path) -> list[str]:
    """The codes of the devices that the issuer knows."""
    db = sqlite3.connect(f"{(central / 'issuer/central.sqlite').as_uri()}?mode=ro", uri=True)
    keys = [row[0].hex()[:12] for row in db.execute("SELECT key FROM devices")]
    db.close()
    return keys


@pytest.mark.parametrize("session", [False, True], ids=["file", "keyring"])
def test_killed_at_every_step_the_device_and_its_issuer_agree(
    tmp_path: Path, session: bool
) -> None:
    device, company = tmp_path / "device", tmp_path / "central"
    device.mkdir()
    go = visit_in_session if session else visit
    with Server(company) as central:
        text = central.enrolment()
        week = make_week(device, text)
        assert go(device, text)["state"] == "reached"
        codes = [fact(device, DEVICE_CODE)]
        for step in steps(CALLS_IN_A_KEYRING if session else CALLS_IN_A_FILE):
            wish_for_a_new_key(device, text)
            die(device, text, step, session)
            assert go(device, text)["state"] == "reached", step
            assert enrolled(company) == [fact(device, DEVICE_CODE)], step
            codes.append(fact(device, DEVICE_CODE))
        visits = [go(device, text) for _again in range(3)]
        is_counted_once(company, week)

    assert len(set(codes)) == len(codes)
    assert (visits[-1]["state"], visits[-1]["waiting"]) == ("reached", 0)
    assert (device / "device-key").exists() is not session
    assert not (device / "device-key.next").exists()


def test_of_two_copies_the_one_that_did_not_change_the_key_says_so(tmp_path: Path) -> None:
    device, copy, company = (tmp_path / name for name in ("device", "copy", "central"))
    device.mkdir()
    with Server(company) as central:
        text = central.enrolment("--uses", "5")
        week = make_week(device, text)
        visit(device, text)
        shutil.copytree(device, copy)
        wish_for_a_new_key(device, text)
        assert visit_until_sent(device, text)["state"] == "reached"

        # The copy wants tokens, and a key of its own; the string that it has helps it to neither.
        wish_for_a_new_key(copy, text)
        assert [visit_again(copy, text) for _again in range(2)] == ["copied", "copied"]
        report = reporter(copy, Clock.real(), text)
        said = report.state()
        report.close()
        assert said["state"] == "copied" and "one of the two is a copy" in said["words"]

        assert visit_until_sent(copy, central.enrolment())["state"] == "reached"
        assert len(enrolled(company)) == 2
        is_counted_once(company, week)


def test_who_hears_that_another_one_has_the_tokens_changes_the_key(tmp_path: Path) -> None:
    """As of a machine that was copied: the first has the tokens, the second the key."""
    first, second, company = (tmp_path / name for name in ("first", "second", "central"))
    first.mkdir()
    with Server(company) as central:
        text = central.enrolment()
        visit(first, text)
        shutil.copytree(first, second)
        for home in (first, second):
            make_week(home, text)
        assert visit(first, text)["state"] == "reached"

        assert [visit(second, text)["state"] for _again in range(2)] == ["reached", "reached"]

        assert enrolled(company) == [fact(second, DEVICE_CODE)] != [fact(first, DEVICE_CODE)]
        wish_for_a_new_key(first, text)
        assert visit(first, text)["state"] == "copied"


def test_a_revoked_device_comes_back_with_a_new_string_and_a_new_key(tmp_path: Path) -> None:
    device, company = tmp_path / "device", tmp_path / "central"
    device.mkdir()
    with Server(company) as central:
        text = central.enrolment("--uses", "5")
        make_week(device, text)
        visit_until_sent(device, text)
        before = fact(device, DEVICE_CODE)
        central.run("revoke", before)

        wish_for_a_new_key(device, text)
        assert [visit_again(device, text) for _again in range(2)] == ["refused", "refused"]
        assert visit_again(device, central.enrolment()) == "reached"
        assert enrolled(company) == [fact(device, DEVICE_CODE)] != [before]


def test_a_change_shows_in_the_list_and_not_at_the_relay(tmp_path: Path) -> None:
    with StandIn() as central:
        closed_week(tmp_path, central.string, Clock.real()).close()
        visit_until_sent(tmp_path, central.string)
        wish_for_a_new_key(tmp_path, central.string)
        before = len(central.messages)
        visit(tmp_path, central.string)
        report = reporter(tmp_path, Clock.real(), central.string)
        shown = [one for one in report.sent() if one["kind"] == "rotation"]
        report.close()

    sent = [one for one in central.requests if "/v1/rotate" in one.line]
    assert len(central.messages) == before
    assert [one["plain"].encode() for one in shown] == [one.body for one in sent]
    assert shown[0]["headers"]["Authorization"] == "Bearer device key"
    assert "New key" in shown[0]["words"] and json.loads(shown[0]["plain"]).keys() == {"device_key"}


#: Cut; busy; of an older version; what a proxy says, or shows instead.
FAULTS = [Say(0), Say(503), Say(404), Say(403), Say(200, body=b"<html>Blocked.</html>")]
TAKEN = Say(409, body=b'{"type": "urn:plimsoll:key-taken"}')


@pytest.mark.parametrize("fault", [*FAULTS, TAKEN])
def test_a_fault_costs_neither_key(tmp_path: Path, fault: Say) -> None:
    with StandIn() as central:
        closed_week(tmp_path, central.string, Clock.real()).close()
        visit_until_sent(tmp_path, central.string)
        wish_for_a_new_key(tmp_path, central.string)
        before = read_key(tmp_path)
        central.script = [fault]
        visit(tmp_path, central.string)
        assert read_key(tmp_path) == before
        assert not is_due(tmp_path, central.string)
        following = read_next_key(tmp_path)
        assert (following is None) == (fault is TAKEN)
        wish_for_a_new_key(tmp_path, central.string)

        assert visit_again(tmp_path, central.string) == "reached"
        after = read_key(tmp_path)
        assert after == following or fault is TAKEN and after != before


def test_each_device_draws_its_own_moment_in_the_last_quarter_of_a_year(tmp_path: Path) -> None:
    """With the true calendar, and an issuer that takes every key."""
    asked: list[Request] = []

    def take(request: Request, _key: bytes) -> Reply:
        asked.append(request)
        return Reply(200, body=request.body or b"")

    clock, dues = Clock(now=2_000_000_000.0), []
    real = line(
        issuer="https://a.example", relay="https://b.example", demonstration=False,
        week_seconds=604_800, rules="", incidents="",
    )  # fmt: skip
    store = Store(tmp_path / NAME, Vault(KEY))
    for chance in (0, 128, 255):
        closing = Closing(
            REGISTRY, parse_enrolment(real), Group(0), lambda size, c=chance: bytes([c] * size)
        )
        rotation = Rotation(Errand(tmp_path, store, closing, take, clock))
        with store.transaction() as db:
            Facts(db).put(KEY_DUE, 0)
        (tmp_path / "device-key").write_text("11" * 32)
        key = read_key(tmp_path)
        assert key and rotation.begin(key) == key
        with store.transaction() as db:
            dues.append(Facts(db).number(KEY_DUE) - clock.now)
        clock.now += dues[-1] - 1
        assert rotation.begin(key) == key and not asked
        clock.now += 2
        assert rotation.begin(key) != key and len(asked) == 1
        asked.clear()
    store.close()

    assert SHORTEST == dues[0] < dues[1] < dues[2] <= SHORTEST + SPREAD == 52 * 604_800
