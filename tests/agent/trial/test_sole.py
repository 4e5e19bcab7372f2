"""A state folder belongs to one trial at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.trial.sole import AlreadyRunning, sole


def test_a_second_trial_is_told_so(tmp_path: Path) -> None:
    with sole(tmp_path), pytest.raises(AlreadyRunning), sole(tmp_path):
        pass


def test_a_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    for _round in range(2):
        with sole(tmp_path):
            pass
