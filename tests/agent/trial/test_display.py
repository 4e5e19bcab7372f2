"""The desktop is used where there is one, and a virtual screen where there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from Xlib import X
from Xlib.display import Display as Connection

from agent.trial.child import TrialError
from agent.trial.display import SOCKETS, open_display


def test_without_a_desktop_a_screen_with_a_window_manager_and_a_tray_comes_up(
    tmp_path: Path, no_desktop: dict[str, str], until: Callable[[Callable[[], object]], None]
) -> None:
    with open_display(no_desktop, tmp_path) as display:
        assert display.virtual
        assert display.environment["DISPLAY"] == display.name
        connection = Connection(display.name)
        manager = connection.intern_atom("_NET_SUPPORTING_WM_CHECK")
        tray = connection.intern_atom("_NET_SYSTEM_TRAY_S0")
        root = connection.screen().root
        until(lambda: root.get_full_property(manager, X.AnyPropertyType))
        assert connection.get_selection_owner(tray) != X.NONE
        connection.close()


def test_a_virtual_screen_ends_with_its_block(tmp_path: Path, no_desktop: dict[str, str]) -> None:
    with open_display(no_desktop, tmp_path) as display:
        pass

    assert not (SOCKETS / f"X{display.name[1:]}").exists()


def test_a_desktop_is_used_as_it_is(tmp_path: Path, no_desktop: dict[str, str]) -> None:
    with open_display(no_desktop, tmp_path) as outer:
        desktop = {**no_desktop, "DISPLAY": outer.name}
        with open_display(desktop, tmp_path) as display:
            assert not display.virtual
            assert display.name == outer.name
            assert display.environment == desktop

        Connection(outer.name).close()


def test_a_screen_left_over_from_a_session_that_ended_is_no_desktop(
    tmp_path: Path, no_desktop: dict[str, str]
) -> None:
    with open_display(no_desktop, tmp_path) as ended:
        pass

    with open_display({**no_desktop, "DISPLAY": ended.name}, tmp_path) as display:
        assert display.virtual


def test_a_wayland_desktop_is_named(tmp_path: Path, no_desktop: dict[str, str]) -> None:
    with open_display({**no_desktop, "WAYLAND_DISPLAY": "wayland-7"}, tmp_path) as display:
        assert not display.virtual
        assert "wayland-7" in display.words


def test_a_missing_x_server_is_named(tmp_path: Path, no_desktop: dict[str, str]) -> None:
    with (
        pytest.raises(TrialError, match="Xvfb"),
        open_display({**no_desktop, "PATH": str(tmp_path)}, tmp_path),
    ):
        pass
