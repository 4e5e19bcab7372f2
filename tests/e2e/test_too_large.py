"""A text that is larger than the agent judges. Only into Chromium can a test drop one."""

from __future__ import annotations

from agent.trial.scenes import Stage


def test_a_text_over_16_mib_is_not_checked_and_not_lost(stage: Stage) -> None:
    stage.page.start_over("plain")
    stage.drop("a" * (16 * 1024 * 1024 + 1))
    words = stage.dialog.wait("could not check")
    assert "16 MiB" in words
    assert stage.page.received() == []
    stage.typist.press("Escape")
    stage.dialog.wait_gone()
