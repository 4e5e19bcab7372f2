from __future__ import annotations

import pytest

from agent.sense.health import Health
from agent.service.coverage import ChannelHealth, Coverage, icon

GUARDED = Health("guarded")
WAYLAND = Health("blind", "Wayland does not tell which window is in front.")


def channels(
    clients: tuple[str, ...], readable: bool = True, focus: Health = GUARDED
) -> dict[str, ChannelHealth]:
    coverage = Coverage(
        lambda: focus, lambda: GUARDED, lambda: GUARDED, lambda: clients, lambda: readable
    )
    return {channel.name: channel for channel in coverage.channels()}


def test_with_everyone_at_the_door_all_is_guarded() -> None:
    all_here = channels(("host", "tray"))

    assert {channel.health.state for channel in all_here.values()} == {"guarded"}


def test_without_an_extension_browsers_are_blind_and_the_fix_is_named() -> None:
    browser = channels(("tray",))["browser"].health

    assert browser.state == "blind"
    assert "extension" in browser.reason
    assert browser.fix


def test_without_a_tray_nobody_sees_the_clipboard_and_nobody_can_be_asked() -> None:
    without = channels(("host",))

    assert without["clipboard"].health.state == "blind"
    assert without["dialog"].health.state == "blind"


def test_under_wayland_clipboard_and_window_say_blind_and_why() -> None:
    wayland = channels(("host", "tray"), readable=False, focus=WAYLAND)

    assert wayland["clipboard"].health.state == "blind"
    assert "Wayland" in wayland["clipboard"].health.reason
    assert wayland["window"].health == WAYLAND
    assert wayland["browser"].health.state == "guarded"


@pytest.mark.parametrize(
    ("healths", "armed", "waiting", "shown"),
    [
        ((GUARDED, GUARDED), False, False, "guarded"),
        ((GUARDED, WAYLAND), False, False, "degraded"),
        ((WAYLAND, WAYLAND), False, False, "blind"),
        ((GUARDED, GUARDED), False, True, "waiting"),
        ((GUARDED, WAYLAND), True, True, "armed"),
    ],
)
def test_the_icon_shows_what_matters_most(
    healths: tuple[Health, ...], armed: bool, waiting: bool, shown: str
) -> None:
    rows = [ChannelHealth(str(n), "", health) for n, health in enumerate(healths)]

    assert icon(rows, armed, waiting) == shown
