"""R6: whatever breaks around it, the agent warns. `python -m bench.faults` says how soon."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agent.faults.faults import FAULTS
from tests.agent.faults.struck import judged, struck


def test_there_are_forty_faults() -> None:
    assert len(FAULTS) >= 40


@pytest.mark.parametrize("name", FAULTS)
def test_a_marked_paste_is_warned_about(tmp_path: Path, name: str) -> None:
    with struck(tmp_path / "home", name) as door:
        assert [judged(door) for _again in range(5)] == ["justify"] * 5
