"""A frozen program gets the modules of the archives that name it, and of no other."""

from __future__ import annotations

import json
import os
import runpy
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.recipe import PACKAGING

HOOK = PACKAGING / "frozen" / "shared_modules.py"


class Archive:
    """As PyInstaller's ZlibArchiveReader: what is in it, and one module out of it."""

    def __init__(self, file: str, _offset: int = 0) -> None:
        self._modules: dict[str, str] = json.loads(Path(file).read_text("utf-8"))
        self.toc = dict.fromkeys(self._modules, (0, 0, 0))

    def extract(self, name: str, _raw: bool = False) -> str:
        return self._modules[name]


def _archive(file: Path, **modules: str) -> None:
    file.write_text(json.dumps(modules), "utf-8")


@pytest.fixture
def joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """The archive of plimsoll-agent, after its start beside archives that several share."""
    folder = tmp_path / "modules"
    folder.mkdir()
    _archive(folder / "plimsoll+plimsoll-agent.pyz", judging="judge")
    _archive(folder / "plimsoll+plimsoll-uplink.pyz", network="send")
    _archive(folder / "plimsoll-agent+plimsoll-tray.pyz", door="knock")
    _archive(tmp_path / "own.pyz", own="sense")
    own = Archive(os.fspath(tmp_path / "own.pyz"))
    reader, importers = ModuleType("pyimod01_archive"), ModuleType("pyimod02_importers")
    reader.__dict__["ZlibArchiveReader"] = Archive
    importers.__dict__["pyz_archive"] = own
    for module in (reader, importers):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(sys, "_MEIPASS", os.fspath(tmp_path), raising=False)
    monkeypatch.setattr(sys, "executable", os.fspath(tmp_path / "plimsoll-agent.exe"))
    runpy.run_path(os.fspath(HOOK))
    return own


def test_a_program_has_its_own_modules_and_those_that_it_shares(joined: Archive) -> None:
    found = {name: joined.extract(name) for name in joined.toc}

    assert found == {"own": "sense", "judging": "judge", "door": "knock"}
