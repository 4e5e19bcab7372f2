"""A device changes its key: it keeps what it was given, gets no more, and its old key is refused.

On both kinds of store, killed at every statement; and against a real issuer.
"""

from __future__ import annotations

import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from sqlalchemy import Engine

from central.issuer.enrolments import Enrolments, KeyRetired
from central.issuer.issuing import Asked, Issuing
from central.issuer.rotation import REMEMBERED, Rotated, Rotation
from central.store.engine import open_store
from tests.central.device import Device, base64url
from tests.central.server import ROOT, Server, run_central

OLD, NEW, OTHER = b"o" * 32, b"n" * 32, b"x" * 32
TOKEN, REQUEST = b"t" * 32, b"r" * 32
WEEK = 2000


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_store(url, "issuer")
    Enrolments(engine).add_token(TOKEN, 99, 99)
    assert Enrolments(engine).enrol(TOKEN, OLD, WEEK, 1)
    yield engine
    engine.dispose()


def ask(engine: Engine, device: bytes, request: bytes = REQUEST) -> Asked:
    return Issuing(engine).ask("week", WEEK, device, request, WEEK)


def test_the_new_key_has_what_the_old_one_was_given_and_no_more(engine: Engine) -> None:
    assert ask(engine, OLD) is Asked.MAY_HAVE

    assert Rotation(engine).rotate(OLD, NEW, WEEK) is Rotated.DONE

    assert ask(engine, NEW) is Asked.MAY_HAVE  # its answer was lost: the same is given again
    assert ask(engine, NEW, b"second" * 6) is Asked.HAS_OTHERS
    assert ask(engine, OLD) is Asked.COPY
    assert Issuing(engine).count("week", WEEK) == 1
    assert Enrolments(engine).count(WEEK) == 1


def test_an_answer_that_was_lost_is_given_again_and_a_copy_gets_none(engine: Engine) -> None:
    rotation = Rotation(engine)
    asked = [rotation.rotate(OLD, new, WEEK) for new in (NEW, NEW, OTHER, NEW)]

    assert asked == [Rotated.DONE, Rotated.DONE, Rotated.COPY, Rotated.DONE]
    assert rotation.rotate(OTHER, b"y" * 32, WEEK) is Rotated.STRANGER


def test_a_key_that_is_or_was_somebodys_is_not_taken(engine: Engine) -> None:
    rotation = Rotation(engine)
    assert Enrolments(engine).enrol(TOKEN, OTHER, WEEK, 1)
    rotation.rotate(OLD, NEW, WEEK)

    asked = [rotation.rotate(NEW, taken, WEEK) for taken in (OTHER, OLD, NEW)]

    assert asked == [Rotated.TAKEN] * 3
    assert ask(engine, NEW) is Asked.MAY_HAVE


def test_an_old_key_does_not_enrol_again_and_is_forgotten_in_time(engine: Engine) -> None:
    rotation = Rotation(engine)
    rotation.rotate(OLD, NEW, WEEK)
    with pytest.raises(KeyRetired) as refused:
        Enrolments(engine).enrol(TOKEN, OLD, WEEK, 1)
    assert refused.value.copied
    assert rotation.copies(WEEK + 1) == [OLD] and rotation.copies(WEEK + 2) == []

    rotation.forget(WEEK + REMEMBERED)
    assert ask(engine, OLD) is Asked.COPY
    rotation.forget(WEEK + REMEMBERED + 1)
    assert ask(engine, OLD) is Asked.STRANGER


def test_of_many_who_change_one_key_at_once_one_has_tokens(engine: Engine, url: str) -> None:
    """Copies of one machine, two issuers; each asks for tokens and for a key of its own."""
    other = open_store(url, "issuer")
    copies = [(one, secrets.token_bytes(32)) for one in (engine, other) for _again in range(6)]

    def race(copy: tuple[Engine, bytes]) -> tuple[Rotated, list[Asked]]:
        store, new = copy
        asked = [ask(store, OLD, new)]
        rotated = Rotation(store).rotate(OLD, new, WEEK)
        return rotated, [*asked, ask(store, new, new)]

    with ThreadPoolExecutor(len(copies)) as threads:
        told = list(threads.map(race, copies))
    other.dispose()

    assert [rotated for rotated, _asked in told].count(Rotated.DONE) == 1
    assert {rotated for rotated, _asked in told} == {Rotated.DONE, Rotated.COPY}
    assert sum(Asked.MAY_HAVE in asked for _rotated, asked in told) == 1
    assert Issuing(engine).count("week", WEEK) == 1


def test_killed_at_any_statement_the_change_is_whole_or_not_at_all(
    engine: Engine, url: str
) -> None:
    assert ask(engine, OLD) is Asked.MAY_HAVE
    states = []
    for step in range(1, 30):
        done = subprocess.run(
            [sys.executable, "-m", "tests.central.rotate_and_die", url, str(step)],
            cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        old, new = ask(engine, OLD), ask(engine, NEW)
        assert {old, new} in ({Asked.MAY_HAVE, Asked.STRANGER}, {Asked.COPY, Asked.MAY_HAVE})
        assert Issuing(engine).count("week", WEEK) == 1
        states.append(new)
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr

    assert done.returncode == 0 and len(states) > 6
    assert states[0] is Asked.STRANGER and states[-1] is Asked.MAY_HAVE


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("central") / "home") as server:
        yield server


def test_a_real_issuer_changes_a_key_and_tells_a_copy(server: Server) -> None:
    device, new = server.device(), secrets.token_bytes(32)
    body = bytes(256 * 117)
    first = device.ask("week", server.week, body)
    assert [device.rotate(new).status_code for _again in range(2)] == [200, 200]

    renewed = Device(device.enrolment, new)
    assert renewed.ask("week", server.week, body).content == first.content
    assert renewed.ask("week", server.week, body[:-1] + b"\x01").status_code == 409
    assert device.ask("week", server.week, body).status_code == 403
    assert device.rotate(secrets.token_bytes(32)).status_code == 403
    assert device.enrol().status_code == 409
    told = run_central("doctor", "--home", str(server.home))
    assert told.returncode == 1 and "shows a key that was changed" in told.stdout


@pytest.mark.parametrize("body", [b"", b"{}", b"\xff", b'{"device_key":"AAAA"}', b"x" * 5000])
def test_a_request_of_another_form_changes_nothing(server: Server, body: bytes) -> None:
    device = server.device()
    address = f"{server.issuer}/v1/rotate"
    answer = requests.post(address, data=body, headers=device.bearer, timeout=20)
    assert answer.status_code in (400, 413)
    assert device.enrol().status_code == 201
    for header in ("", "Bearer", f"Bearer {base64url(b'short')}", f"Bearer {base64url(OLD)}"):
        stranger = requests.post(
            address, json={"device_key": base64url(NEW)}, headers={"Authorization": header},
            timeout=20,
        )  # fmt: skip
        assert stranger.status_code == 401
