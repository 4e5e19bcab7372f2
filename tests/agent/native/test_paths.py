"""Where files stand, and which desktop there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.native import display, paths


def test_the_state_folder_follows_its_variable_and_is_closed_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "a" / "state"))
    folder = paths.state_folder()
    assert folder == tmp_path / "a" / "state" / "plimsoll"
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_was_open_to_others_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plimsoll").mkdir(mode=0o755)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert paths.state_folder().stat().st_mode & 0o777 == 0o700


def test_a_variable_that_is_no_absolute_path_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    monkeypatch.setenv("XDG_CONFIG_HOME", "")
    assert paths.state_folder() == tmp_path / ".local" / "state" / "plimsoll"
    assert paths.config_folder() == tmp_path / ".config" / "plimsoll"


@pytest.mark.parametrize(
    ("environment", "kind"),
    [
        ({}, "none"),
        ({"DISPLAY": ":0"}, "x11"),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}, "x11"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, "wayland"),
    ],
)
def test_a_desktop_is_wayland_even_where_it_serves_x11_too(
    environment: dict[str, str], kind: str
) -> None:
    assert display.session_kind(environment) == kind
