"""What set-up needs is written down, and works as it is written down."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LINUX = ROOT / "packaging" / "linux"
SCRIPTS = [
    LINUX / "setup",
    LINUX / "fresh",
    LINUX / "carry-host",
    LINUX / "enter",
    ROOT / ".ci/run",
]

#: Programs that tests and the demonstration start.
PROGRAMS = [
    *("Xvfb", "openbox", "trayer", "dbus-daemon", "gnome-keyring-daemon"),
    *("chromium", "chromedriver", "l3afpad", "xclip", "xdotool"),
]


def packages() -> list[str]:
    lines = (LINUX / "system-packages.txt").read_text("utf-8").splitlines()
    return [name for line in lines if (name := line.partition("#")[0].strip())]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_sound_and_can_be_started(script: Path) -> None:
    checked = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True)

    assert checked.stderr == ""
    assert script.stat().st_mode & 0o111
    assert "set -euo pipefail" in script.read_text("utf-8")


def test_system_packages_are_names_without_repeats() -> None:
    names = packages()

    assert [n for n in names if not n.replace("-", "").replace(".", "").isalnum()] == []
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_that_the_tests_need_is_installed(program: str) -> None:
    assert shutil.which(program), f"{program} is missing: `make setup` installs it"


@pytest.mark.parametrize("name", ["run.txt", "test.txt"])
def test_everything_from_outside_is_locked_by_its_content(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line and not line.startswith("#")]

    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_the_companion_installs_nothing_that_only_tests_need() -> None:
    locked = [set(locks(ROOT / "requirements" / name)) for name in ("run.txt", "test.txt")]

    assert locked[0] < locked[1]


def locks(file: Path) -> list[str]:
    return [line.split()[0] for line in file.read_text("utf-8").splitlines() if "==" in line]


def test_make_alone_lists_every_target() -> None:
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    targets = ("setup", "run", "demo", "check", "test", "bench", "fresh", "clean")
    assert [target for target in targets if f"make {target} " not in shown] == []
