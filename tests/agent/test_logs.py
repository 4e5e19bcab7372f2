"""The log says that something went wrong and where, and never what it was about."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.logs import begin_log, fault_in_log


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    root, hook = logging.getLogger(), threading.excepthook
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()  # pytest's own are not to be closed
    begin_log(tmp_path / "agent.log")
    yield tmp_path / "agent.log"
    for handler in root.handlers:
        handler.close()
    root.handlers[:], threading.excepthook = handlers, hook
    root.setLevel(level)


def test_a_thread_that_a_fault_ended_is_told_without_its_words(log: Path) -> None:
    def watch() -> None:
        raise OSError("the offer to Nordwerft")

    thread = threading.Thread(target=watch, name="processes")
    thread.start()
    thread.join()

    told = log.read_text("utf-8")
    assert "thread.failed: processes\nOSError\n" in told
    assert "test_logs.py" in told
    assert "Nordwerft" not in told


def test_a_program_that_a_fault_ended_says_so_in_its_log_alone(
    log: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended, fault_in_log():
        raise OSError("the offer to Nordwerft")

    told = log.read_text("utf-8")
    assert ended.value.code == 1
    assert "program.failed\nOSError\n" in told
    assert "Nordwerft" not in told
    assert capfd.readouterr() == ("", "")


def test_a_program_that_ends_by_itself_keeps_its_status() -> None:
    with pytest.raises(SystemExit) as ended, fault_in_log():
        raise SystemExit(3)

    assert ended.value.code == 3
