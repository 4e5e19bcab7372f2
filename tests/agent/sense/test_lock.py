"""A real bus, a real signal: a screen that is locked is heard of, one that is unlocked is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_signal
from jeepney.io.blocking import open_dbus_connection

from agent.sense.lock import LockSensor
from agent.trial.announced import announced
from agent.trial.bus import BUS

SAVER = DBusAddress("/org/freedesktop/ScreenSaver", interface="org.freedesktop.ScreenSaver")
SESSION = DBusAddress(
    "/org/freedesktop/login1/session/_31", interface="org.freedesktop.login1.Session"
)
PROPERTIES = DBusAddress(SESSION.object_path, interface="org.freedesktop.DBus.Properties")


@pytest.fixture
def heard(tmp_path: Path, no_desktop: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> object:
    """A bus of its own that stands for both, and what the sensor heard on it."""
    with announced(BUS, environment=no_desktop, log=tmp_path / "bus.log") as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        sensor, locks = LockSensor(), []
        sensor.start(locks.append)
        assert sensor.health().state == "guarded"
        with open_dbus_connection(bus=address) as desktop:
            yield desktop, locks
        sensor.stop()
        sensor.stop()
        assert sensor.health().state == "blind"


def test_a_lock_is_heard_and_an_unlock_is_not(
    heard: tuple[object, list[bool]], until: Callable[[Callable[[], object]], None]
) -> None:
    desktop, locks = heard
    desktop.send(new_signal(SAVER, "ActiveChanged", "b", (False,)))
    desktop.send(new_signal(SAVER, "ActiveChanged", "b", (True,)))
    until(lambda: len(locks) == 1)


def test_logind_is_heard_as_well(
    heard: tuple[object, list[bool]], until: Callable[[Callable[[], object]], None]
) -> None:
    desktop, locks = heard
    desktop.send(new_signal(SESSION, "Lock"))
    until(lambda: len(locks) == 1)
    for locked in (False, True):
        changed = (SESSION.interface, {"LockedHint": ("b", locked)}, [])
        desktop.send(new_signal(PROPERTIES, "PropertiesChanged", "sa{sv}as", changed))
    until(lambda: len(locks) == 2)


def test_without_a_bus_the_sensor_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nowhere = f"unix:path={tmp_path / 'nobody'}"
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", nowhere)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", nowhere)
    sensor = LockSensor()
    sensor.start(lambda _locked: None)
    assert sensor.health().state == "blind"
    assert "locked" in sensor.health().reason
    sensor.stop()
