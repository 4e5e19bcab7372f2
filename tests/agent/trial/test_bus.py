"""The device's key has a real key ring to stay in, with a desktop or without."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from agent.trial.bus import open_bus
from agent.trial.display import open_display

PUT = "import keyring; keyring.set_password('plimsoll', 'device', 'schlüssel')"
GET = "import keyring; print(keyring.get_password('plimsoll', 'device'))"
WHICH = "import keyring; print(keyring.get_keyring().name)"


def said(program: str, environment: Mapping[str, str]) -> str:
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=30,
        check=True,
    )
    return run.stdout.strip()


def test_a_secret_is_still_there_in_the_next_session(
    tmp_path: Path, no_desktop: dict[str, str]
) -> None:
    keys = tmp_path / "keys"
    with open_bus(no_desktop, keys, private=True, logs=tmp_path) as first:
        assert "SecretService" in said(WHICH, first)
        said(PUT, first)

    with open_bus(no_desktop, keys, private=True, logs=tmp_path) as second:
        assert said(GET, second) == "schlüssel"


def test_a_desktop_keeps_its_own_bus(tmp_path: Path, no_desktop: dict[str, str]) -> None:
    desktop = {**no_desktop, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    with open_bus(desktop, tmp_path / "keys", private=False, logs=tmp_path) as environment:
        assert environment == desktop

    assert not (tmp_path / "keys").exists()


def test_a_virtual_screen_never_touches_the_key_ring_of_the_account(
    tmp_path: Path, no_desktop: dict[str, str]
) -> None:
    desktop = {**no_desktop, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    with (
        open_display(desktop, tmp_path) as display,
        open_bus(display.environment, tmp_path / "keys", private=True, logs=tmp_path) as inside,
    ):
        said(PUT, inside)

    assert (tmp_path / "keys" / "keyrings" / "login.keyring").exists()
