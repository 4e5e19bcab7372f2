"""The evidence pack: what is in it, and that no change to it goes unseen."""

from __future__ import annotations

import csv
import io
import json
import warnings
import zipfile
from pathlib import Path

import pytest

from central.evidence.pack import BadPack, verify
from tests.central.console.test_policy import DRAFT
from tests.central.console.test_signatures import CHANGE
from tests.central.console.test_tools import APPROVAL
from tests.central.console.test_use_cases import CASE
from tests.central.console.visiting import Office
from tests.central.server import run_central

PERIOD = {"first": "2026-09-01", "last": "2026-11-30"}


@pytest.fixture
def made(console: Office, tmp_path: Path) -> Path:
    iso = console.visitor()
    iso.post("/use-cases/new", CASE | {"title": "Ωmega <b>&</b> \N{HIRAGANA LETTER A}"})
    iso.post("/tools/1/decide", APPROVAL)
    iso.post("/policy/write", DRAFT)
    iso.post("/policy/versions/1/publish")
    iso.post("/signatures/propose", CHANGE)
    answer = iso.post("/evidence/pack", PERIOD)
    assert answer.status_code == 200
    file = tmp_path / "pack.zip"
    file.write_bytes(answer.content)
    return file


def changed(file: Path, name: str, content: bytes | None, add: bool = False) -> Path:
    """The same pack with one file changed, left out (None) or put in."""
    other = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
            elif content is not None:
                new.writestr(one, content)
        if add and content is not None:
            with warnings.catch_warnings():
                # That a name is there twice is the point.
                warnings.simplefilter("ignore")
                new.writestr(name, content)
    return other


def test_the_pack_holds_everything_and_verifies(console: Office, made: Path) -> None:
    found = verify(made, console.site.keys.public_hex())
    assert found.manifest["company"] == "Acme Harbours"
    with zipfile.ZipFile(made) as archive:
        names = set(archive.namelist())
        everything = json.loads(archive.read("evidence.json"))
        decisions = list(csv.DictReader(io.StringIO(archive.read("decisions.csv").decode())))
        assert archive.read("evidence.pdf").startswith(b"%PDF-")
        assert b"A first" not in archive.read("policy.md")
    assert {"figures.csv", "register.csv", "controls.csv", "policy.md", "audit.ndjson"} <= names
    assert everything["cases"][0]["case"]["title"].startswith("Ωmega")
    assert decisions[0]["name"] == "ChatGPT"
    assert len(everything["controls"]) == 25


def test_the_command_verifies_and_names_what_is_wrong(made: Path, console: Office) -> None:
    key = console.site.keys.public_hex()
    good = run_central("verify", str(made), "--key", key)
    assert (good.returncode, "The pack holds" in good.stdout) == (0, True), good.stderr
    bad = run_central("verify", str(changed(made, "register.csv", b"other")), "--key", key)
    assert (bad.returncode, bad.stderr) == (
        1,
        "Error: register.csv was changed after signing.\n",
    )


@pytest.mark.parametrize(
    ("name", "content", "add", "reason"),
    [
        ("policy.md", b"x", False, "was changed"),
        ("policy.md", None, False, "is missing"),
        ("more.csv", b"x", True, "was put in"),
        ("register.csv", b"x", True, "was changed|there twice"),
        ("manifest.json", b"{}", False, "signature is not|no manifest"),
        ("manifest.sig", b"00" * 64, False, "signature is not"),
        ("manifest.sig", b"zz", False, "no manifest"),
        ("manifest.sig", None, False, "no manifest"),
    ],
)
def test_no_change_goes_unseen(
    made: Path, name: str, content: bytes | None, add: bool, reason: str
) -> None:
    with pytest.raises(BadPack, match=reason):
        verify(changed(made, name, content, add))


def test_another_key_is_told(made: Path) -> None:
    with pytest.raises(BadPack, match="not by this key"):
        verify(made, "11" * 32)
    made.write_bytes(b"no zip")
    with pytest.raises(BadPack, match="no evidence pack"):
        verify(made)


def test_a_period_that_ends_before_it_begins_is_refused(console: Office) -> None:
    turned = {"first": PERIOD["last"], "last": PERIOD["first"]}
    assert console.visitor().post("/evidence/pack", turned).status_code == 422
