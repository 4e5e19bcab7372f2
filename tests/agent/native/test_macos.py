"""What of the macOS side can be run elsewhere: how property lists become settings, and paths."""

from __future__ import annotations

import importlib
import plistlib
from pathlib import Path

import pytest

from agent.native.macos import applications, places, policy

DOMAIN = f"{policy.DOMAIN}.plist"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "ada"))
    for folder in ("Preferences", "Managed Preferences/ada"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def test_a_profile_is_managed_and_what_it_proposes_is_not(library: Path) -> None:
    profile = {"group": 3, "Recommended": {"whom_to_ask": "Ada"}}
    (library / "Managed Preferences" / DOMAIN).write_bytes(plistlib.dumps(profile))

    machine, account = policy.managed(library)
    proposed = policy.recommended(library)

    assert machine.values == {"group": 3}
    assert account.values == {}
    assert proposed[0].values == {"whom_to_ask": "Ada"}


def test_what_is_managed_for_the_account_stands_last(library: Path) -> None:
    file = library / "Managed Preferences" / "ada" / DOMAIN
    file.write_bytes(plistlib.dumps({"group": 4}, fmt=plistlib.FMT_BINARY))

    assert policy.managed(library)[-1].values == {"group": 4}


def test_a_broken_property_list_is_named(library: Path) -> None:
    (library / "Preferences" / DOMAIN).write_bytes(b"<plist><dict>")

    (given,) = policy.installed(library)

    assert given.values == {}
    assert DOMAIN in given.problem


def test_a_bundle_is_known_by_its_name() -> None:
    found = applications.application_in(Path("/Applications/ChatGPT.app"))

    assert found is not None and found.name == "ChatGPT"
    assert Path("/Applications") in places.application_folders(Path("/Users/ada"), {})


@pytest.mark.parametrize("module", ["paths", "peer", "forks", "environment"])
def test_what_needs_no_library_of_apple_can_be_imported(module: str) -> None:
    importlib.import_module(f"agent.native.macos.{module}")
