"""The agent dies while a paste is held. No agent is left afterwards."""

from __future__ import annotations

import pytest

from agent.trial import scenes
from agent.trial.browsing import BROWSERS
from agent.trial.scenes import Stage
from agent.trial.session import Session


@pytest.mark.parametrize("browser", BROWSERS, indirect=True)
def test_a_killed_agent_costs_nobody_a_text(running: Session, stage: Stage) -> None:
    with stage.copied(scenes.marked_text("plain")):
        scenes.agent_killed(stage, "plain", running.agent.pid)
