"""The extension in browsers' folders and policies, on a machine that others use too."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from agent.browsers.browser import Browser, known_browsers
from agent.browsers.extension import Extension
from agent.browsers.installation import HOST_NAME, Installation, Wish
from agent.native.linux import browsers as store

EXTENSION = Extension(
    ("abcdefghijklmnopabcdefghijklmnop", "ponmlkjihgfedcbaponmlkjihgfedcba"),
    "companion@plimsoll.example",
    "https://central.example/browsers/plimsoll-updates.xml",
    "https://central.example/browsers/plimsoll.xpi",
)
BROWSERS = known_browsers("linux")
SETTINGS = {"whom_to_ask": "Kim"}


@pytest.fixture
def machine(tmp_path: Path) -> Installation:
    return Installation(store, tmp_path / "home", tmp_path)


def _wish(tmp_path: Path, **other: Any) -> Wish:
    program = tmp_path / "plimsoll-host"
    program.touch()
    return Wish(EXTENSION, program, **{"machine_wide": True, "settings": SETTINGS, **other})


def _tree(folder: Path) -> dict[str, str]:
    return {str(f.relative_to(folder)): f.read_text() for f in folder.rglob("*") if f.is_file()}


def _browser(name: str) -> Browser:
    return next(browser for browser in BROWSERS if browser.id == name)


def _put(tmp_path: Path, place: str, document: object) -> Path:
    file = tmp_path / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document, indent=2) + "\n")
    return file


@pytest.mark.parametrize("machine_wide", [True, False])
def test_what_was_installed_is_found_and_can_be_taken_back(
    machine: Installation, tmp_path: Path, machine_wide: bool
) -> None:
    wish = _wish(tmp_path, machine_wide=machine_wide)
    before = _tree(tmp_path)
    machine.to_install(BROWSERS, wish).carry_out()
    for browser in BROWSERS:
        found = machine.found(browser, EXTENSION)
        assert found.host == ("machine" if machine_wide else "account")
        assert found.extension == ("installed" if machine_wide else "")
    assert machine.to_install(BROWSERS, wish).changes() == ()
    machine.to_remove(BROWSERS, wish).carry_out()
    assert _tree(tmp_path) == before
    assert machine.to_remove(BROWSERS, wish).changes() == ()


def test_a_host_serves_our_extension_alone(machine: Installation, tmp_path: Path) -> None:
    machine.to_install(BROWSERS, _wish(tmp_path, machine_wide=False)).carry_out()
    chromium = tmp_path / "home/.config/chromium/NativeMessagingHosts" / f"{HOST_NAME}.json"
    origins = [f"chrome-extension://{name}/" for name in EXTENSION.chromium_ids]
    assert json.loads(chromium.read_text())["allowed_origins"] == origins
    firefox = tmp_path / "home/.mozilla/native-messaging-hosts" / f"{HOST_NAME}.json"
    assert json.loads(firefox.read_text())["allowed_extensions"] == [EXTENSION.gecko_id]


def test_what_others_put_into_a_policy_stays(machine: Installation, tmp_path: Path) -> None:
    theirs = {
        "ExtensionInstallForcelist": ["theirs;https://example.org/updates.xml"],
        "HomepageLocation": "https://intranet.example",
    }
    chrome = _put(tmp_path, "etc/opt/chrome/policies/managed/admin.json", theirs)
    fox = {"policies": {"DisableTelemetry": True, "ExtensionSettings": {"*": {"x": 1}}}}
    firefox = _put(tmp_path, "etc/firefox/policies/policies.json", fox)
    before = _tree(tmp_path)
    wish = _wish(tmp_path, unsigned=True)
    machine.to_install(BROWSERS, wish).carry_out()

    listed = json.loads(chrome.read_text())
    assert listed == theirs | {
        "ExtensionInstallForcelist": [
            *theirs["ExtensionInstallForcelist"],
            EXTENSION.forced_item,
        ]
    }
    policies = json.loads(firefox.read_text())["policies"]
    assert policies["DisableTelemetry"] is True
    assert policies["ExtensionSettings"]["*"] == {"x": 1}
    assert machine.found(_browser("chrome"), EXTENSION).extension == "installed"

    machine.to_remove(BROWSERS, wish).carry_out()
    assert _tree(tmp_path) == before | {"plimsoll-host": ""}


def test_a_list_that_came_later_is_joined_at_the_next_install(
    machine: Installation, tmp_path: Path
) -> None:
    chrome, wish = _browser("chrome"), _wish(tmp_path)
    machine.to_install([chrome], wish).carry_out()
    later = _put(
        tmp_path,
        "etc/opt/chrome/policies/managed/zz.json",
        {"ExtensionInstallForcelist": ["theirs;https://example.org/updates.xml"]},
    )
    assert machine.found(chrome, EXTENSION).extension == "overruled"
    machine.to_install([chrome], wish).carry_out()
    assert machine.found(chrome, EXTENSION).extension == "installed"
    assert EXTENSION.forced_item in later.read_text()


def test_a_new_address_replaces_the_old_one(machine: Installation, tmp_path: Path) -> None:
    chrome = _browser("chrome")
    machine.to_install([chrome], _wish(tmp_path)).carry_out()
    moved = Extension(("b" * 32,), "x@y", "https://new.example/plimsoll-updates.xml", "https://n/x")
    machine.to_install([chrome], Wish(moved, tmp_path / "plimsoll-host", True, {})).carry_out()
    own = json.loads((tmp_path / "etc/opt/chrome/policies/managed/plimsoll.json").read_text())
    assert own["ExtensionInstallForcelist"] == [moved.forced_item]


@pytest.mark.parametrize("content", ["{ // a comment\n}", "[]", "\xff"])
def test_a_policy_that_we_cannot_read_stays_as_it_is(
    machine: Installation, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "etc/firefox/policies/policies.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(content.encode("latin-1"))
    draft = machine.to_install(BROWSERS, _wish(tmp_path))
    draft.carry_out()
    assert file.read_bytes() == content.encode("latin-1")
    assert [str(file) in problem for problem in draft.problems] == [True]
    assert machine.found(_browser("chrome"), EXTENSION).extension == "installed"


def test_a_policy_of_another_form_stays_as_it_is(machine: Installation, tmp_path: Path) -> None:
    odd = {"policies": {"ExtensionSettings": "all of them"}}
    file = _put(tmp_path, "etc/firefox/policies/policies.json", odd)
    draft = machine.to_install([_browser("firefox")], _wish(tmp_path))
    draft.carry_out()
    assert json.loads(file.read_text()) == odd
    assert len(draft.problems) == 1


def test_firefox_reads_one_file_and_ours_goes_into_it(
    machine: Installation, tmp_path: Path
) -> None:
    place = "usr/lib/firefox-esr/distribution/policies.json"
    file = _put(tmp_path, place, {"policies": {"DisableTelemetry": True}})
    machine.to_install([_browser("firefox")], _wish(tmp_path)).carry_out()
    assert EXTENSION.gecko_id in file.read_text()
    assert not (tmp_path / "etc/firefox").exists()  # it would hide the other one


def test_a_host_whose_program_went_away_is_called_broken(
    machine: Installation, tmp_path: Path
) -> None:
    wish = _wish(tmp_path)
    machine.to_install(BROWSERS, wish).carry_out()
    wish.program.unlink()
    assert machine.found(_browser("edge"), EXTENSION).host == "broken"


@pytest.mark.parametrize("system", ["linux", "macos", "windows"])
def test_the_table_names_every_browser_on_every_system(system: str) -> None:
    browsers = known_browsers(system)
    assert [browser.id for browser in browsers] == [
        "chrome",
        "chromium",
        "edge",
        "brave",
        "vivaldi",
        "opera",
        "firefox",
    ]
    start = "HK" if system == "windows" else ("/", "~")
    for browser in browsers:
        for place in (browser.user_hosts, browser.machine_hosts, *browser.policies):
            assert place.startswith(start)


def test_firefoxes_own_content_analysis_is_never_switched_on(
    machine: Installation, tmp_path: Path
) -> None:
    """Outside Windows it has no agent to ask and stops every paste."""
    machine.to_install(BROWSERS, _wish(tmp_path, unsigned=True)).carry_out()
    assert all("ContentAnalysis" not in content for content in _tree(tmp_path).values())


def test_a_file_keeps_its_mode(machine: Installation, tmp_path: Path) -> None:
    file = _put(tmp_path, "etc/firefox/policies/policies.json", {"policies": {}})
    os.chmod(file, 0o640)
    machine.to_install([_browser("firefox")], _wish(tmp_path)).carry_out()
    assert file.stat().st_mode & 0o777 == 0o640
