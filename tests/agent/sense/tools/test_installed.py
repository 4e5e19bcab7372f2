"""The sensor of what is set up, with folders that really change."""

from __future__ import annotations

import json
import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agent.catalogue import Catalogue, load_catalogue
from agent.events import Channel, Sighting
from agent.sense.tools.code_extensions import CodeExtensionPlace
from agent.sense.tools.commands import CommandPlace
from agent.sense.tools.installed import InstalledSensor
from agent.sense.tools.mcp_servers import McpPlace

PATIENCE = 20


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def told() -> queue.Queue[Sighting]:
    return queue.Queue()


@pytest.fixture
def sensor(
    catalogue: Catalogue, tmp_path: Path, told: queue.Queue[Sighting]
) -> Iterator[InstalledSensor]:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "aider").touch(mode=0o755)
    places = (
        CommandPlace(catalogue, {"PATH": str(tmp_path / "bin")}),
        CodeExtensionPlace(catalogue, tmp_path),
        McpPlace(catalogue, tmp_path),
    )
    sensor = InstalledSensor(places, calm=0.05)
    sensor.start(told.put)
    assert told.get(timeout=PATIENCE) == Sighting("aider", Channel.CLI)
    yield sensor
    sensor.stop()


def test_a_command_that_is_installed_later_is_seen(
    sensor: InstalledSensor, tmp_path: Path, told: queue.Queue[Sighting]
) -> None:
    (tmp_path / "bin" / "opencode").touch(mode=0o755)
    assert told.get(timeout=PATIENCE) == Sighting("opencode", Channel.CLI)


def test_a_folder_that_did_not_exist_is_awaited_from_above(
    sensor: InstalledSensor, tmp_path: Path, told: queue.Queue[Sighting]
) -> None:
    extension = tmp_path / ".vscode/extensions/github.copilot-1.2.3"
    extension.mkdir(parents=True)
    assert told.get(timeout=PATIENCE) == Sighting("github-copilot", Channel.IDE)


def test_a_file_that_is_replaced_is_read_again(
    sensor: InstalledSensor, tmp_path: Path, told: queue.Queue[Sighting]
) -> None:
    new = tmp_path / "new"
    new.write_text('{"mcpServers": {"files": {"command": "files"}}}')
    (tmp_path / ".cursor").mkdir()
    new.rename(tmp_path / ".cursor/mcp.json")
    assert told.get(timeout=PATIENCE) == Sighting("cursor", Channel.MCP)


def test_it_knows_what_is_there_now(
    sensor: InstalledSensor, tmp_path: Path, told: queue.Queue[Sighting]
) -> None:
    assert sensor.present() == (frozenset(), False)  # a command is seen when it runs
    file = tmp_path / ".cursor/mcp.json"
    file.parent.mkdir()
    for key, readable in (("sk-0815-0815-0815-0815", True), ("${env:FILES_KEY}", False)):
        server = {"command": "files", "env": {"FILES_KEY": key}}
        file.write_text(json.dumps({"mcpServers": {"files": server}}))
        _eventually(lambda seen=(frozenset({"cursor"}), readable): sensor.present() == seen)
    file.unlink()
    _eventually(lambda: sensor.present() == (frozenset(), False))


def _eventually(so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_it_says_how_well_it_sees(sensor: InstalledSensor, catalogue: Catalogue) -> None:
    assert sensor.health().state == "guarded"
    sensor.stop()
    assert sensor.health().state == "blind"
    never = InstalledSensor(())
    assert never.health().reason
    never.stop()
