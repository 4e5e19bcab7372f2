"""The macOS package, read by others: 7-Zip, bsdtar, cpio, cksum, and a reader of our own."""

from __future__ import annotations

import gzip
import io
import os
import plistlib
import random
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.packaging.bom_reader import Bom
from tests.packaging.recipe import PACKAGING, recipe

cksum = recipe("macos/cksum.py")
tree = recipe("macos/tree.py")
bom = recipe("macos/bom.py")
pkg = recipe("macos/pkg.py")

MOMENT = 1_764_000_000


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stand-in bundle: enough files for several pages, a link, a program, a name not in ASCII."""
    app = tmp_path_factory.mktemp("app") / "Plimsoll.app"
    programs = app / "Contents" / "MacOS"
    programs.mkdir(parents=True)
    (app / "Contents" / "Info.plist").write_bytes(plistlib.dumps({"CFBundleName": "Plimsoll"}))
    (programs / "plimsoll").write_text("#!/bin/sh\n")
    (programs / "plimsoll").chmod(0o755)
    (app / "Contents" / "Frameworks").symlink_to("MacOS")
    chance = random.Random(7)
    for number in range(700):
        folder = app / "Contents" / "Resources" / f"d{number % 40}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"f{number}é.bin").write_bytes(chance.randbytes(number * 3))
    return app


@pytest.fixture(scope="module")
def made(app: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("pkg") / "plimsoll.pkg"
    file.write_bytes(pkg.package(app, MOMENT))
    return file


@pytest.fixture(scope="module")
def opened(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opened")
    subprocess.run(["bsdtar", "-xf", made, "-C", folder], check=True)
    return folder


@pytest.mark.parametrize("content", [b"", b"a", b"123456789", bytes(1000), os.urandom(70_001)])
def test_a_checksum_is_that_of_cksum(content: bytes) -> None:
    told = subprocess.run(["cksum"], input=content, capture_output=True, check=True).stdout
    assert cksum.cksum(content) == int(told.split()[0])


def test_the_same_input_makes_the_same_bytes(app: Path, made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "Plimsoll.app"
    shutil.copytree(app, copy, symlinks=True)
    os.utime(copy, (1, 1))
    assert pkg.package(copy, MOMENT) == made.read_bytes()


def test_seven_zip_finds_no_fault(made: Path) -> None:
    told = subprocess.run(["7z", "t", made], capture_output=True, text=True)
    assert told.returncode == 0
    assert "Everything is Ok" in told.stdout
    assert "Warning" not in told.stdout


def test_the_payload_holds_every_file_as_it_was(app: Path, opened: Path, tmp_path: Path) -> None:
    plain = gzip.decompress((opened / "base.pkg" / "Payload").read_bytes())
    subprocess.run(["cpio", "-id", "--quiet"], input=plain, cwd=tmp_path, check=True)
    there = tmp_path / "Applications" / "Plimsoll.app"

    differ = subprocess.run(["diff", "-r", "--no-dereference", app, there], capture_output=True)
    assert differ.stdout == b""
    assert os.access(there / "Contents" / "MacOS" / "plimsoll", os.X_OK)
    assert (tmp_path / "Library" / "LaunchAgents" / "plimsoll.companion.plist").exists()


def test_the_bill_lists_what_the_payload_holds(opened: Path) -> None:
    listed = Bom((opened / "base.pkg" / "Bom").read_bytes()).paths()
    plain = gzip.decompress((opened / "base.pkg" / "Payload").read_bytes())
    told = subprocess.run(
        ["cpio", "-t", "--quiet"], input=plain, capture_output=True, check=True
    ).stdout.decode()

    # cpio leaves out the point that the bill begins each path with.
    assert [entry.path.removeprefix("./") for entry in listed] == [
        line.removeprefix("./") for line in told.splitlines()
    ]
    assert len(listed) > 2 * bom.PAGE
    assert {entry.owner for entry in listed} == {(0, 0)}
    links = {entry.path: entry.target for entry in listed if entry.kind == 3}
    assert links == {"./Applications/Plimsoll.app/Contents/Frameworks": "MacOS"}


def test_the_bill_has_each_size_and_checksum(opened: Path, app: Path) -> None:
    listed = {e.path: e for e in Bom((opened / "base.pkg" / "Bom").read_bytes()).paths()}

    for file in (f for f in app.rglob("*") if f.is_file() and not f.is_symlink()):
        entry = listed[f"./Applications/Plimsoll.app/{file.relative_to(app).as_posix()}"]
        assert (entry.size, entry.checksum) == (
            file.stat().st_size,
            cksum.cksum(file.read_bytes()),
        )


def test_the_package_says_what_it_is(opened: Path) -> None:
    info = ET.parse(opened / "base.pkg" / "PackageInfo").getroot()
    distribution = ET.parse(opened / "Distribution").getroot()
    plain = gzip.decompress((opened / "base.pkg" / "Payload").read_bytes())

    assert info.get("identifier") == "plimsoll.companion"
    assert info.get("relocatable") == "false"
    payload = info.find("payload")
    assert payload is not None
    with io.BytesIO(plain) as archive:
        assert archive.read(6) == b"070707"
    reference = distribution.findall("pkg-ref")[0]
    assert reference.text == "#base.pkg"
    assert reference.get("id") == info.get("identifier")


def test_the_launch_agent_starts_what_the_bundle_has() -> None:
    agent = plistlib.loads((PACKAGING / "macos/files/plimsoll.companion.plist").read_bytes())

    assert agent["Label"] == "plimsoll.companion"
    assert agent["ProgramArguments"] == ["/Applications/Plimsoll.app/Contents/MacOS/plimsoll-agent"]
    assert agent["KeepAlive"] == {"SuccessfulExit": False}


@pytest.mark.parametrize(
    "script", ["scripts/preinstall", "scripts/postinstall", "files/uninstall.sh"]
)
def test_the_scripts_are_shell_that_can_be_read(script: str) -> None:
    subprocess.run(["dash", "-n", PACKAGING / "macos" / script], check=True)


def test_asking_how_to_uninstall_removes_nothing() -> None:
    script = PACKAGING / "macos/files/uninstall.sh"

    asked = subprocess.run(["dash", script, "--help"], capture_output=True, text=True)

    assert (asked.returncode, asked.stdout) == (2, "")
    assert "usage" in asked.stderr
