"""What the extension tells its host while a person reads ordinary pages: nothing of them.

Every byte between them is recorded, both ways, and read.
"""

from __future__ import annotations

import json
import shlex
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.trial.browsing import BROWSERS, BrowserName, browsing
from agent.trial.extension import host_program
from agent.trial.patience import wait_until
from agent.trial.scenes import PUBLIC, Stage
from agent.trial.session import Session
from agent.trial.typist import Typist

#: In each browser.
PAGES = 100
_RECORDER = """#!/bin/sh
tee -a {folder}/asked | {host} "$@" | tee -a {folder}/answered
"""


@pytest.fixture
def recorder(running: Session, tmp_path: Path) -> Path:
    """A plimsoll-host whose pipes are copied into `asked` and `answered`."""
    host = host_program(tmp_path, running.home)
    program = tmp_path / "recorder"
    words = {"folder": shlex.quote(str(tmp_path)), "host": shlex.quote(str(host))}
    program.write_text(_RECORDER.format(**words), "utf-8")
    program.chmod(0o700)
    return program


def _frames(file: Path) -> Iterator[dict[str, Any]]:
    content = file.read_bytes()
    while len(content) >= 4:
        (length,) = struct.unpack("=I", content[:4])
        if len(content) < 4 + length:
            return  # on its way
        yield json.loads(content[4 : 4 + length])
        content = content[4 + length :]


@pytest.mark.usefixtures("no_other_browser")
@pytest.mark.parametrize("browser", BROWSERS, indirect=True)
def test_ordinary_pages_are_nobodys_business(
    browser: BrowserName, running: Session, recorder: Path, tmp_path: Path
) -> None:
    asked, place = tmp_path / "asked", tmp_path / "browser"
    place.mkdir()
    with browsing(browser, place, running, program=recorder) as driver:
        stage = Stage(driver, Typist(running.environment, tmp_path), tmp_path, lambda *_: None)
        with stage.copied(PUBLIC):
            for number in range(PAGES):
                driver.get(f"https://ordinary{number}.example/here?private={number}")
            stage.typist.press("ctrl+v")  # on the last of them
            told = list(_frames(asked))
            # `try` is the extension's own page, which tried its ways at the first call.
            assert {frame["ask"] for frame in told} <= {"hello", "tab", "try"}
            assert {frame["host"] for frame in told if frame["ask"] == "tab"} <= {None}
            both = asked.read_bytes() + (tmp_path / "answered").read_bytes()
            for word in (b"ordinary", b"private", b"sailing boat"):
                assert word not in both

            stage.page.open()  # and yet the recorder records
            stage.paste("plain")
            wait_until(lambda: b"sailing boat" in asked.read_bytes(), "The paste was not recorded.")
