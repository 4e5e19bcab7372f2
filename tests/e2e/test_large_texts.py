"""Large texts, and one that is larger than the agent judges. Only Chromium lets a test drop one."""

from __future__ import annotations

from agent.trial.patience import wait_until
from agent.trial.scenes import Stage


def test_a_text_over_16_mib_is_not_checked_and_not_lost(stage: Stage) -> None:
    stage.page.start_over("plain")
    stage.drop("a" * (16 * 1024 * 1024 + 1))
    words = stage.dialog.wait("could not check")
    assert "16 MiB" in words
    assert stage.page.received() == []
    stage.typist.press("Escape")
    stage.dialog.wait_gone()


def test_a_redacted_text_over_1_mb_arrives(stage: Stage) -> None:
    rest = ("The harbour opens at nine, “as ever”. " * 300 + "\n\n") * 100
    stage.page.start_over("plain")
    stage.drop(f"{rest}CONFIDENTIAL: the price is 41.\n\nThe end.\n")
    stage.dialog.wait("Redact")
    stage.typist.go_to(stage.driver.window_class)
    stage.typist.press("Return")
    stage.dialog.wait_gone()
    text = wait_until(lambda: stage.page.text("plain"), "Nothing arrived.")
    assert rest.strip() in text
    assert "the price is 41" not in text
