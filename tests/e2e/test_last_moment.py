"""A page that moves the focus between the key and the paste, into a frame where it listens."""

from __future__ import annotations

from agent.trial.patience import wait_until
from agent.trial.scenes import Stage
from tests.e2e.test_hostile_page import FOCUS, FRAME

#: Firefox has pasted by then, now and then (docs/limits.md).
LAST_MOMENT = """
    frame.srcdoc = field; document.body.append(frame); listen();
    addEventListener("keydown", ({ key }) => key === "v" && go())"""


def test_it_hears_nothing(stage: Stage) -> None:
    with stage.copied("CONFIDENTIAL\n\nHeard at the last moment.\n"):
        stage.page.start_over("plain")
        stage.driver.execute_script(FRAME + FOCUS + LAST_MOMENT)
        wait_until(
            lambda: stage.driver.execute_script("return inside() !== null"), "No frame came."
        )
        for _again in range(2):
            stage.typist.press("ctrl+v")
            stage.dialog.wait()
            stage.typist.press("Escape")
            stage.dialog.wait_gone()
        assert stage.driver.execute_script("return heard") == []
