"""A browser that hangs while it starts is ended, with all of its processes, and started anew."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from agent.trial import chromium, firefox
from agent.trial.browsing import BROWSERS, BrowserName, browsing
from agent.trial.driver import WINDOW
from agent.trial.session import Session

#: Seconds after which a start is given up here.
PATIENCE = 8.0
_HANGS_ONCE = """#!/bin/sh
if mkdir {folder}/hung; then
    sleep 1000 &
    echo $$ $! >{folder}/pids
    wait
fi
exec {program} "$@"
"""


def _hanging(program: str, folder: Path) -> str:
    script = folder / Path(program).name
    script.write_text(_HANGS_ONCE.format(folder=folder, program=program), "utf-8")
    script.chmod(0o700)
    return str(script)


@pytest.mark.parametrize("name", BROWSERS)
def test_a_browser_that_hangs_is_started_anew(
    name: BrowserName, running: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, program = {"chromium": (chromium, "DRIVER"), "firefox": (firefox, "PROGRAM")}[name]
    monkeypatch.setattr(module, program, _hanging(getattr(module, program), tmp_path))
    monkeypatch.setattr(module, "START_PATIENCE", PATIENCE)
    with browsing(name, tmp_path, running) as driver:
        driver.get("https://chatgpt.com/")
        assert driver.execute_script("return document.title")
        assert driver.execute_script("return outerWidth") == WINDOW[0]
        for pid in (tmp_path / "pids").read_text().split():
            assert not psutil.pid_exists(int(pid))
