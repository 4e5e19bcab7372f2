"""plimsoll new-key: a real agent changes its key at once, and says the new code."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agent.door_client import DoorClient, DoorClosed
from tests.agent.test_run import until
from tests.agent.uplink.stand_in import StandIn
from tests.agent.uplink.visiting import ROOT, environment


@contextmanager
def running(home: Path, enrolment: str) -> Iterator[DoorClient]:
    """A companion without a tray and without a key ring."""
    values = home / "values.json"
    values.write_text(json.dumps({"enrolment": enrolment}))
    process = subprocess.Popen(
        [*(sys.executable, "-m", "agent.run", "--home", str(home)), "--no-tray"]
        + ["--install-values", str(values)],
        cwd=ROOT, env=environment(home), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    door = DoorClient(home / "door")
    try:
        until(lambda: answers(door), 30)
        yield door
    finally:
        door.close()
        process.terminate()
        process.wait(20)


def answers(door: DoorClient) -> bool:
    try:
        door.ask("state")
    except DoorClosed:
        return False
    return True


def new_key(home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "agent.cli", "--home", str(home), "new-key"],
        cwd=ROOT, env=environment(home), capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip


def test_the_key_is_changed_while_one_waits(tmp_path: Path) -> None:
    with StandIn() as central, running(tmp_path, central.string) as door:
        until(lambda: door.ask("state")["central"]["state"] == "reached", 60)
        before = door.ask("device-code")["code"]

        done = new_key(tmp_path)

        after = door.ask("device-code")["code"]
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == f"The key was changed. Code of this device: {after}\n"
        assert after != before and len(after) == len(before) == 12
        assert ["/v1/rotate" in one.line for one in central.requests].count(True) == 1


def test_where_there_is_no_key_it_says_so(tmp_path: Path) -> None:
    assert "not running" in new_key(tmp_path).stderr
    with StandIn() as central:
        string = central.string  # nobody is there any more
    with running(tmp_path, string):
        # At first its list is not open yet, and that is what it says.
        until(lambda: "no key that could be changed" in new_key(tmp_path).stderr, 30)
        assert new_key(tmp_path).returncode == 1
