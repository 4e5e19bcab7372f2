"""Large texts, and one that is larger than the agent judges. Only Chromium lets a test drop one."""

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


def test_a_redacted_text_over_1_mb_arrives(stage: Stage) -> None:
    rest = "The harbour opens at nine, “as ever”. " * 30_000
    stage.page.start_over("plain")
    stage.drop(f"Notes for Monday\n\nCONFIDENTIAL: the price is 41.\n\n{rest}")
    stage.dialog.wait("Redact")
    stage.typist.go_to(stage.driver.window_class)
    stage.typist.press("Return")
    stage.dialog.wait_gone()
    text = stage.page.text("plain")
    assert rest.strip() in text
    assert "the price is 41" not in text
