"""The agent dies while a paste is held. In a file of its own: no agent is left afterwards."""

from __future__ import annotations

from agent.trial import scenes
from agent.trial.scenes import Stage
from agent.trial.session import Session


def test_a_killed_agent_costs_nobody_a_text(running: Session, stage: Stage) -> None:
    with stage.copied(scenes.marked_text("plain")):
        scenes.agent_killed(stage, "plain", running.agent.pid)
