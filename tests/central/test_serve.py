"""Starting and stopping central, and what it says when it cannot."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
import requests

from tests.central.server import COMMAND, LONG, Server, free_ports, lay_keys, run_central


def test_it_serves_from_an_empty_folder_and_stops_without_a_word(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:
        assert server.first_line == f"Console: {server.address}/\n"
        assert requests.get(server.address, timeout=20).status_code == 200
    assert (server.process.returncode, server.output, server.errors) == (0, "", "")
    assert server.sign_in.startswith(f"Sign in, once: {server.address}/welcome/")


def test_ctrl_c_stops_it_too(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(20) == 0
    assert server.errors == ""


def test_a_folder_is_served_once(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:
        done = run_central("serve", "--home", str(server.home), "--demonstration")
    assert done.returncode == 1
    assert done.stderr.startswith("Error: Central is being served from")
    assert done.stderr.count("\n") == 1


def test_a_taken_port_is_named_in_one_line(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:
        port = str(server.port)
        done = run_central(
            "serve", "--home", str(tmp_path / "other"), "--port", port, "--demonstration"
        )
    assert done.returncode == 1
    assert port in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (["--demonstration", "--host", "192.0.2.1"], 1, "this machine only"),
        (["--host", "192.0.2.1"], 1, "without TLS"),
        (["--week-seconds", "60"], 2, "--demonstration only"),
        (["--database", "nonsense"], 1, "database address"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    tmp_path: Path, options: list[str], status: int, words: str
) -> None:
    free = ("--port", str(free_ports()))
    done = run_central("serve", "--home", str(tmp_path / "home"), *free, *options)
    assert (done.returncode, words in done.stderr) == (status, True), done.stderr
    assert "Traceback" not in done.stderr


def test_weeks_of_two_lengths_never_meet_in_one_store(tmp_path: Path) -> None:
    with Server(tmp_path / "home"):
        pass
    done = run_central("serve", "--home", str(tmp_path / "home"), "--port", str(free_ports()))
    assert done.returncode == 1
    assert f"--week-seconds {LONG}" in done.stderr


def serving(server: Server, role: int) -> psutil.Process:
    """The process that serves the port of this number after the console's."""
    (found,) = (
        one
        for one in psutil.Process(server.process.pid).children(recursive=True)
        if server.port + role in {place.laddr.port for place in one.net_connections("tcp")}
    )
    return found


def test_each_role_is_a_process_with_a_folder_of_its_own(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:
        assert len({serving(server, role).pid for role in range(5)}) == 5
        assert requests.get(f"{server.issuer}/v1/boxes/week/1", timeout=20).status_code == 404
        assert requests.get(f"{server.relay}/v1/time", timeout=20).status_code == 404
        assert requests.get(f"{server.collector}/v1/keys/0", timeout=20).status_code == 404
        secrets = {
            file.relative_to(server.home).as_posix()
            for file in server.home.rglob("*.key")
            if file.parent.name != "keys"
        }
    assert secrets == {
        "collector/collector.key",
        "collector/receipts.key",
        "console/console.key",
        "issuer/time.key",
        "operator/operator.key",
    }


def test_a_killed_central_leaves_no_role_behind(
    tmp_path: Path, until: Callable[[Callable[[], object]], None]
) -> None:
    with Server(tmp_path / "home") as server:
        children = psutil.Process(server.process.pid).children(recursive=True)
        server.process.kill()
        until(lambda: not any(one.is_running() and one.status() != "zombie" for one in children))


def test_a_role_that_dies_ends_central_with_a_word(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:
        serving(server, 2).kill()
        assert server.process.wait(20) == 1
    assert "The relay has ended." in server.errors


def test_the_doctor_finds_a_running_central_well(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:
        done = run_central("doctor", "--home", str(server.home), "--json")
    checks = {check["name"]: check for check in json.loads(done.stdout)}
    assert done.returncode == 0
    assert checks["server"]["words"] == "running."
    assert all(check["good"] for check in checks.values())


def test_the_doctor_changes_nothing_in_an_empty_folder(tmp_path: Path) -> None:
    done = run_central("doctor", "--home", str(tmp_path / "home"))
    assert done.returncode == 1
    assert not (tmp_path / "home").exists()


def test_the_doctor_sees_a_key_that_others_can_read(tmp_path: Path) -> None:
    lay_keys(tmp_path / "home")
    run_central("enrol", "--home", str(tmp_path / "home"))
    (tmp_path / "home" / "issuer" / "time.key").chmod(0o644)
    done = run_central("doctor", "--home", str(tmp_path / "home"))
    assert done.returncode == 1
    assert "look  issuer time key" in done.stdout


def test_a_spoiled_key_is_named_and_kept(tmp_path: Path) -> None:
    run_central("enrol", "--home", str(tmp_path / "home"))
    (tmp_path / "home" / "operator" / "operator.key").write_text("spoiled")
    done = run_central("enrol", "--home", str(tmp_path / "home"))
    assert (done.returncode, "holds no key" in done.stderr) == (1, True)
    assert (tmp_path / "home" / "operator" / "operator.key").read_text() == "spoiled"


def test_an_output_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "doctor", "--home", str(tmp_path), "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "cannot be written" in done.stderr
