"""Model servers, with programs that really listen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agent.catalogue import load_catalogue
from agent.sense.tools.model_servers import ModelServers

LISTEN = """
import socket
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
input()
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[[str], int]]:
    """Starts a program of that name; gives the port it listens on."""
    children: list[subprocess.Popen[str]] = []

    def start(name: str) -> int:
        script = tmp_path / name
        script.write_text(LISTEN)
        children.append(
            subprocess.Popen(
                [sys.executable, script],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        output = children[-1].stdout
        assert output
        return int(output.readline())

    yield start
    for child in children:
        child.kill()
        child.communicate()


def test_the_port_of_a_known_server_is_seen_and_that_of_another_program_is_not(
    server: Callable[[str], int],
) -> None:
    port, other = server("koboldcpp"), server("mail")
    found = {(one.tool.id, one.sign) for one in ModelServers(load_catalogue()).look()}
    assert ("koboldcpp", str(port)) in found
    assert str(other) not in {sign for _tool, sign in found}


def test_a_port_that_other_programs_use_too_is_no_proof_alone() -> None:
    catalogue = load_catalogue()
    own, shared = catalogue.by_own_port(11434), catalogue.by_own_port(1234)
    assert own is not None and own.id == "ollama"
    assert shared is None and catalogue.by_port(1234) is not None
