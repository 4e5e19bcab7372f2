"""What the other files of `agent/native` promise on every system."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from agent.native import applications, environment, family, paths, peer, places, policy

ROOT = Path(__file__).parent.parent.parent
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
#: Starts a child that says when its starter is gone, and ends when its own input does.
STARTER = """
import subprocess, sys
subprocess.Popen([sys.executable, sys.argv[1]], stdin=subprocess.DEVNULL)
sys.stdin.read()
"""
CHILD = """
import time
from agent.native import family
gone = family.starter_gone()
print(gone(), flush=True)
while not gone():
    time.sleep(0.05)
print(True, flush=True)
"""


def test_our_own_process_is_ours_and_one_that_ended_is_not() -> None:
    assert peer.process_is_us(os.getpid())
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert not peer.process_is_us(2**30 + 1)


def test_the_names_of_variables_are_told_and_their_values_are_not() -> None:
    variables = {**os.environ, "PLIMSOLL_TEST_TOKEN": "hush"}
    child = subprocess.Popen(SLEEPER, env=variables)
    try:
        time.sleep(0.3)
        names = environment.variable_names(child.pid)
    finally:
        child.kill()
        child.wait()
    assert "PLIMSOLL_TEST_TOKEN" in names
    assert not any("hush" in name for name in names)


def test_the_state_folder_is_there_and_can_be_written() -> None:
    folder = paths.state_folder()
    (folder / "trial").write_text("x")
    (folder / "trial").unlink()


def test_a_child_hears_that_its_starter_is_gone(tmp_path: Path) -> None:
    child = tmp_path / "child.py"
    child.write_text(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{CHILD}")
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(child)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with starter:
        assert starter.stdin and starter.stdout
        assert starter.stdout.readline().strip() == "False"
        starter.stdin.close()
        assert starter.stdout.readline().strip() == "True"


def test_a_child_that_is_asked_to_end_can_be_waited_for() -> None:
    child = subprocess.Popen(SLEEPER)
    family.ask_to_end(child)
    child.kill()
    child.wait(10)


def test_places_are_absolute(tmp_path: Path) -> None:
    variables: dict[str, str] = {}
    found = [
        *places.application_folders(tmp_path, variables),
        *places.program_folders(tmp_path, variables),
        *places.package_folders(tmp_path),
        *places.chromium_folders(tmp_path, variables),
        *places.firefox_folders(tmp_path),
        places.jetbrains_folder(tmp_path, variables),
    ]
    assert [place for place in found if not place.is_absolute()] == []
    assert set(places.chromium_folders(tmp_path, variables).values()) == {"chrome", "edge"}


def test_an_entry_that_is_not_there_is_no_failure(tmp_path: Path) -> None:
    file = tmp_path / f"gone{applications.ENDING}"
    found = applications.application_in(file)
    assert found is None or found.name == "gone"


def test_what_the_system_lists_has_a_name_and_a_place() -> None:
    for where, application in applications.registered():
        assert where
        assert application.name


def test_every_source_of_settings_says_where_it_stands() -> None:
    for given in (*policy.managed(), *policy.recommended(), *policy.installed()):
        assert given.where
        assert given.problem == ""
