"""Revoking a device: by the code that it shows, exactly one, and only its tokens end."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from central.cli import central
from central.issuer.enrolments import Enrolments, KeyRetired
from central.issuer.issuing import Asked, Issuing
from central.issuer.rotation import Rotation
from central.operator import Offices
from central.roles import Role
from central.store.engine import open_store, sqlite_url

ONE, OTHER = bytes(range(32)), bytes(range(1, 33))
NEW, NEWEST = b"n" * 32, b"o" * 32
TOKEN = b"t" * 32


def office(home: Path) -> Enrolments:
    folder = Offices(home).home(Role.ISSUER).folder
    folder.mkdir(parents=True, exist_ok=True)
    return Enrolments(open_store(sqlite_url(folder), "issuer"))


def revoke(home: Path, code: str) -> tuple[int, str]:
    done = CliRunner().invoke(central, ["revoke", "--home", str(home), code])
    return done.exit_code, done.output


def test_a_revoked_device_gets_no_more_tokens_and_may_enrol_with_a_new_key(tmp_path: Path) -> None:
    enrolments = office(tmp_path)
    enrolments.add_token(TOKEN, 3, 99)
    assert enrolments.enrol(TOKEN, ONE, 1, 1) and enrolments.enrol(TOKEN, OTHER, 1, 1)
    issuing = Issuing(enrolments._engine)
    assert issuing.ask("week", 1, ONE, TOKEN, 2) is Asked.MAY_HAVE

    status, words = revoke(tmp_path, ONE.hex()[:12].upper())

    assert (status, "Revoked" in words) == (0, True)
    assert (enrolments.knows(ONE), enrolments.knows(OTHER)) == (False, True)
    assert issuing.ask("week", 2, ONE, TOKEN, 2) is Asked.STRANGER
    assert issuing.ask("week", 2, OTHER, TOKEN, 2) is Asked.MAY_HAVE
    assert revoke(tmp_path, ONE.hex()[:12])[0] == 1
    with pytest.raises(KeyRetired) as refused:
        enrolments.enrol(TOKEN, ONE, 2, 2)
    assert not refused.value.copied
    assert enrolments.enrol(TOKEN, NEW, 2, 2)


def test_the_code_that_a_device_had_before_revokes_it_whoever_changed_its_key(
    tmp_path: Path,
) -> None:
    enrolments = office(tmp_path)
    enrolments.add_token(TOKEN, 3, 99)
    assert enrolments.enrol(TOKEN, ONE, 1, 1) and enrolments.enrol(TOKEN, OTHER, 1, 1)
    for old, new in ((ONE, NEW), (NEW, NEWEST)):
        Rotation(enrolments._engine).rotate(old, new, 2)

    assert revoke(tmp_path, ONE.hex()[:12])[0] == 0

    assert (enrolments.knows(NEWEST), enrolments.knows(OTHER)) == (False, True)
    assert revoke(tmp_path, NEW.hex()[:12])[0] == 1


@pytest.mark.parametrize("code", ["", "00", "00010203", "not hexadecimal", "000102030405060"])
def test_what_is_no_code_revokes_nothing(tmp_path: Path, code: str) -> None:
    enrolments = office(tmp_path)
    enrolments.add_token(TOKEN, 3, 99)
    enrolments.enrol(TOKEN, ONE, 1, 1)

    status, words = revoke(tmp_path, code)

    assert status == 1 and "plimsoll doctor" in words
    assert enrolments.knows(ONE)


def test_two_machines_with_one_key_are_told_apart_from_one(tmp_path: Path) -> None:
    """A clone asks with other random numbers than the first, and is refused."""
    enrolments = office(tmp_path)
    enrolments.add_token(TOKEN, 1, 99)
    enrolments.enrol(TOKEN, ONE, 1, 1)
    issuing = Issuing(enrolments._engine)

    assert issuing.ask("week", 5, ONE, b"a" * 32, 5) is Asked.MAY_HAVE
    assert issuing.ask("week", 5, ONE, b"a" * 32, 5) is Asked.MAY_HAVE
    assert issuing.ask("week", 5, ONE, b"b" * 32, 5) is Asked.HAS_OTHERS
