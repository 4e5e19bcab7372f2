"""The device key: in a real keyring where there is one, else in a private file."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.agent.uplink.visiting import ROOT, SESSION, environment, session_environment


def ask(home: Path, *more: str, session: bool) -> list[Any]:
    home.mkdir(exist_ok=True)
    child = session_environment(home.parent) if session else environment(home.parent)
    done = subprocess.run(
        [*(SESSION if session else []), sys.executable, "-m", "tests.agent.uplink.key_of_home",
         str(home), *more],
        cwd=ROOT, env=child, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout.splitlines()[-1]))


def test_the_keyring_keeps_the_key_over_sessions_and_no_file_does(tmp_path: Path) -> None:
    home = tmp_path / "home"
    before, after, same, key = ask(home, session=True)
    assert (before, after, same, len(key)) == ("nowhere", "keyring", True, 64)
    assert list(home.iterdir()) == []

    assert ask(home, session=True) == ["keyring", "keyring", True, key]
    for file in (tmp_path / "data").rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert key.encode() not in content and bytes.fromhex(key) not in content


def test_each_state_folder_has_a_key_of_its_own(tmp_path: Path) -> None:
    one = ask(tmp_path / "one", session=True)[3]
    other = ask(tmp_path / "other", session=True)[3]

    assert one != other


def test_a_forgotten_key_is_gone(tmp_path: Path) -> None:
    assert ask(tmp_path / "home", "forget", session=True)[-1] == "nowhere"
    assert ask(tmp_path / "home", "forget", session=False)[-1] == "nowhere"


def test_without_a_keyring_a_private_file_keeps_the_key(tmp_path: Path) -> None:
    home = tmp_path / "home"
    before, after, same, key = ask(home, session=False)

    assert (before, after, same) == ("nowhere", "file", True)
    assert stat.S_IMODE((home / "device-key").stat().st_mode) == 0o600
    assert ask(home, session=False)[3] == key


def test_a_damaged_file_is_not_taken_for_a_key(tmp_path: Path) -> None:
    home = tmp_path / "home"
    ask(home, session=False)
    (home / "device-key").write_text("not a key")

    assert len(ask(home, session=False)[3]) == 64
