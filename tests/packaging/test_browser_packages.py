"""The extension's packages: the same bytes each time, and what stands in them."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from agent.browsers.extension import DESCRIPTION, UPDATES, read_extension

SCRIPT = Path(__file__).parent.parent.parent / "packaging" / "browsers" / "packages.py"
ADDRESS = "https://central.example/browsers"


def _make(folder: Path, key: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(folder), "--key", str(key), *options]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    done = _make(folder / "one", folder / "key.pem", "--new-key", "--address", ADDRESS)
    assert done.returncode == 0, done.stderr
    return folder


def _manifest(package: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
        return manifest


def _package(made: Path, ending: str) -> bytes:
    (file,) = (made / "one").glob(f"*.{ending}")
    return file.read_bytes()


def test_the_same_source_and_key_make_the_same_bytes(made: Path) -> None:
    assert _make(made / "two", made / "key.pem", "--address", ADDRESS).returncode == 0
    one, two = made / "one", made / "two"
    assert {f.name: f.read_bytes() for f in one.iterdir()} == {
        f.name: f.read_bytes() for f in two.iterdir()
    }


def test_a_key_is_kept_for_its_owner_and_never_overwritten(made: Path, tmp_path: Path) -> None:
    key = made / "key.pem"
    before = key.read_bytes()
    assert key.stat().st_mode & 0o777 == 0o600
    assert _make(tmp_path, key, "--new-key").returncode != 0
    assert key.read_bytes() == before


def test_the_id_is_that_of_the_key_in_the_package(made: Path) -> None:
    crx = _package(made, "crx")
    magic, version, length = struct.unpack("<4sII", crx[:12])
    assert (magic, version) == (b"Cr24", 3)
    extension = read_extension(made / "one")
    raw = bytes(
        int(f"{ord(a) - 97:x}{ord(b) - 97:x}", 16) for a, b in _pairs(extension.chromium_ids[0])
    )
    assert raw in crx[12 : 12 + length]
    updates = ElementTree.fromstring((made / "one" / UPDATES).read_bytes())
    (app,) = updates
    assert app.get("appid") == extension.chromium_ids[0]
    assert app[0].get("codebase") == f"{ADDRESS}/plimsoll-{app[0].get('version')}.crx"


def test_firefox_is_told_the_packages_digest(made: Path) -> None:
    updates = json.loads((made / "one" / "plimsoll-updates.json").read_text())
    (addon,) = updates["addons"].values()
    digest = hashlib.sha256(_package(made, "xpi")).hexdigest()
    assert addon["updates"][0]["update_hash"] == f"sha256:{digest}"


def test_each_family_gets_a_manifest_of_its_own(made: Path) -> None:
    chromium, firefox = _manifest(_package(made, "crx")), _manifest(_package(made, "xpi"))
    assert set(chromium["background"]) == {"service_worker", "type"}
    assert set(firefox["background"]) == {"scripts", "type"}
    assert chromium["update_url"] == f"{ADDRESS}/{UPDATES}"
    gecko = firefox["browser_specific_settings"]["gecko"]
    assert gecko["update_url"] == f"{ADDRESS}/plimsoll-updates.json"
    told = json.loads((made / "one" / DESCRIPTION).read_text())
    assert firefox["browser_specific_settings"]["gecko"]["id"] == told["gecko_id"]


def test_firefox_gets_no_address_that_it_would_refuse(made: Path, tmp_path: Path) -> None:
    done = _make(tmp_path, made / "key.pem", "--address", "http://127.0.0.1:8000")
    assert done.returncode == 0
    (file,) = tmp_path.glob("*.xpi")
    assert "update_url" not in _manifest(file.read_bytes())["browser_specific_settings"]["gecko"]


def test_the_managed_schema_is_made_from_the_settings(made: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(_package(made, "crx"))) as archive:
        schema = json.loads(archive.read("managed_schema.json"))
        names = archive.namelist()
    assert set(schema["properties"]) == {
        "approved_tool_name",
        "approved_tool_url",
        "whom_to_ask",
    }
    assert {"type": "string"}.items() <= schema["properties"]["whom_to_ask"].items()
    assert not {"tsconfig.json", "types.d.ts"} & set(names)


def _pairs(text: str) -> list[tuple[str, str]]:
    return list(zip(text[::2], text[1::2], strict=True))
