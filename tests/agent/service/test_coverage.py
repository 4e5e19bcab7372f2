from __future__ import annotations

import pytest

from agent.sense.health import Health
from agent.service.coverage import ChannelHealth, Coverage, icon
from agent.service.tried import WAYS, Tried, tried_of

GUARDED = Health("guarded")
WAYLAND = Health("blind", "Wayland does not tell which window is in front.")


def channels(
    clients: tuple[str, ...],
    readable: bool = True,
    focus: Health = GUARDED,
    browsers: tuple[Tried, ...] | None = None,
) -> dict[str, ChannelHealth]:
    if browsers is None:
        browsers = (_tried(),) if "host" in clients else ()
    coverage = Coverage(
        focus=lambda: focus,
        processes=lambda: GUARDED,
        installed=lambda: GUARDED,
        clients=lambda: clients,
        browsers=lambda: browsers,
        clipboard_readable=lambda: readable,
    )
    return {channel.name: channel for channel in coverage.channels()}


def _tried(*unguarded: str, holds: bool = True) -> Tried:
    ways = {way: way not in unguarded for way in WAYS}
    told = {"version": "Firefox 153.0 · 0.1.0", "ways": ways}
    return tried_of({"tried": told, "holds": holds})


@pytest.mark.parametrize(
    ("browsers", "state", "word"),
    [
        ((_tried(),), "guarded", ""),
        ((tried_of({"holds": True}),), "degraded", "for the first time"),
        ((_tried(), tried_of({})), "degraded", "for the first time"),
        ((_tried(holds=False),), "degraded", "typed text"),
        ((_tried("drop", "submit"),), "degraded", "drop, typed text"),
        ((_tried(), _tried("paste")), "degraded", "paste"),
        ((_tried(), _tried(*WAYS)), "blind", "paste, drop, file picker, typed text"),
    ],
)
def test_browsers_are_as_good_as_the_worst_of_them(
    browsers: tuple[Tried, ...], state: str, word: str
) -> None:
    health = channels(("host", "tray"), browsers=browsers)["browser"].health
    assert health.state == state
    assert word in health.reason
    assert bool(health.fix) == (state != "guarded" and "first time" not in word)


@pytest.mark.parametrize("told", [None, 7, {}, {"ways": []}, {"ways": {"paste": "yes"}}])
def test_a_result_that_says_nothing_guards_nothing(told: object) -> None:
    guarded = tried_of({"tried": told}).guarded
    assert guarded is None or not any(guarded.values())


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
