"""Use of AI providers' APIs, by the names of keys that real processes were started with."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.catalogue import load_catalogue
from agent.events import Channel, Sighting
from agent.sense.tools.api_keys import ApiKeys
from agent.sense.tools.processes import ProcessSensor
from agent.sense.tools.running import read_process

CANARY = "sk-canary-value-0815"
REPOSITORY = Path(__file__).parents[4]


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    keys = {"OPENAI_API_KEY": CANARY, "OPENAI_ORG_ID": CANARY, "OLLAMA_HOST": CANARY}
    process = subprocess.Popen(
        [sys.executable, "-c", "print(flush=True); input()"],
        env={**os.environ, **keys, "NOTE": f"GROQ_API_KEY={CANARY}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout
    process.stdout.readline()
    yield process
    process.kill()
    process.communicate()


def test_a_provider_is_known_by_the_name_of_its_key(child: subprocess.Popen[bytes]) -> None:
    process = read_process(child.pid)
    assert process is not None
    found = list(ApiKeys(load_catalogue()).seen(process))
    names = {one.sign: one.tool.id for one in found if one.sign not in os.environ}
    assert names == {"OPENAI_API_KEY": "openai-api"}
    assert CANARY not in repr(found)


def test_the_sensor_tells_of_a_provider(child: subprocess.Popen[bytes]) -> None:
    told: queue.Queue[Sighting] = queue.Queue()
    sensor = ProcessSensor(load_catalogue())
    sensor.start(told.put)
    try:
        while told.get(timeout=20) != Sighting("openai-api", Channel.API):
            pass
    finally:
        sensor.stop()


def test_no_value_appears_in_what_the_command_prints(
    child: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    for form in ((), ("--json",)):
        done = subprocess.run(
            [sys.executable, "-m", "agent.cli", "--home", tmp_path, "tools", *form],
            capture_output=True,
            cwd=REPOSITORY,
            timeout=60,
            check=True,
        )
        printed = done.stdout + done.stderr
        assert b"OPENAI_API_KEY" in printed
        assert CANARY.encode() not in printed
    assert all(CANARY.encode() not in file.read_bytes() for file in tmp_path.rglob("*.*"))
