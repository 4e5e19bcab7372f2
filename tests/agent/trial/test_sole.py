"""A state folder belongs to one trial at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.trial.child import TrialError
from agent.trial.sole import AlreadyRunning, sole


def test_a_second_trial_is_told_so(tmp_path: Path) -> None:
    with sole(tmp_path), pytest.raises(AlreadyRunning), sole(tmp_path):
        pass


def test_a_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    for _round in range(2):
        with sole(tmp_path):
            pass


def test_a_folder_that_cannot_be_written_is_not_taken_for_one_in_use(tmp_path: Path) -> None:
    (tmp_path / "trial.lock").mkdir()

    with pytest.raises(TrialError, match="cannot be used: unable to open"), sole(tmp_path):
        pass


def test_a_lock_that_is_none_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "trial.lock").write_bytes(b"something else " * 64)

    with pytest.raises(TrialError, match="cannot be used: file is not"), sole(tmp_path):
        pass
