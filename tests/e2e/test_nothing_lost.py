"""No text is lost: what was held arrives, is still on the clipboard, or stays in its field."""

from __future__ import annotations

import time
from collections.abc import Callable

import psutil
import pytest

from agent.trial import scenes
from agent.trial.scenes import Stage
from agent.trial.session import Session

Until = Callable[[Callable[[], object]], None]
RELOAD = "chrome.runtime.reload()"


def _hosts(running: Session) -> list[psutil.Process]:
    """The plimsoll-host processes of this trial."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = process.info["cmdline"] or []
        if "agent.host" in line and str(running.home.resolve()) in line:
            found.append(process)
    return found


def test_the_host_is_killed_while_the_question_stands(
    running: Session, stage: Stage, until: Until
) -> None:
    text = "CONFIDENTIAL\n\nThe host is killed.\n"
    with stage.copied(text):
        stage.paste("plain")
        stage.dialog.wait("CONFIDENTIAL")
        for host in _hosts(running):
            host.kill()
        stage.dialog.press("Continue anyway")
        stage.dialog.press("agreed")
        stage.page.wait_for("plain", text)
        stage.page.start_over("plain")
        stage.typist.press(scenes.PASTE)  # a new host is started for the next question
        until(lambda: stage.dialog.words() or stage.page.text("plain"))
        stage.typist.press("Escape")


def test_fifty_pastes_in_five_seconds_all_arrive(stage: Stage) -> None:
    text = "Three names for a boat. "
    with stage.copied(text):
        stage.page.start_over("plain")
        for _times in range(5):
            stage.typist.press(*[scenes.PASTE] * 10)
        stage.page.wait_for("plain", text * 50)


def test_five_megabytes_arrive(stage: Stage, until: Until) -> None:
    line = "Three names for a sailing boat, and a fourth one that nobody has thought of yet. "
    text = line * (5 * 1024 * 1024 // len(line))
    stage.page.start_over("plain")
    stage.driver.drop(text, *_middle(stage))
    length = "return document.getElementById('plain').value.length"
    until(lambda: stage.driver.execute_script(length) == len(text) or stage.dialog.words())
    if stage.dialog.words():  # a busy machine: it was not checked in time, and that is said
        stage.dialog.press("Continue anyway")
        stage.dialog.press("Another reason")
        until(lambda: stage.driver.execute_script(length) == len(text))


def _middle(stage: Stage) -> tuple[int, int]:
    place = stage.driver.find_element("id", "plain").rect
    return int(place["x"]) + 40, int(place["y"]) + 40


def test_a_tab_that_is_closed_leaves_the_text_on_the_clipboard(stage: Stage) -> None:
    text = "CONFIDENTIAL\n\nThe tab is closed.\n"
    with stage.copied(text):
        chat = stage.driver.current_window_handle
        stage.driver.switch_to.new_window("tab")
        stage.page.open()
        stage.paste("plain")
        stage.dialog.wait("CONFIDENTIAL")
        stage.driver.close()
        stage.driver.switch_to.window(chat)
        assert stage.typist.clipboard() == text
        stage.paste("plain")
        stage.dialog.wait("CONFIDENTIAL")
        stage.dialog.press("Cancel")
        stage.dialog.wait_gone()


@pytest.mark.usefixtures("last_of_its_browser")  # it starts no unpacked extension again
def test_the_extension_is_reloaded_while_the_question_stands(stage: Stage) -> None:
    text = "CONFIDENTIAL\n\nThe extension is reloaded.\n"
    with stage.copied(text):
        stage.paste("plain")
        stage.dialog.wait("CONFIDENTIAL")
        chat = stage.driver.current_window_handle
        stage.driver.switch_to.new_window("tab")
        stage.driver.get(f"{stage.driver.extension}manifest.json")
        stage.driver.execute_script(f"setTimeout(() => {RELOAD})")
        time.sleep(1)
        stage.driver.switch_to.window(chat)
        stage.dialog.press("Continue anyway")
        stage.dialog.press("agreed")
        stage.page.wait_for("plain", text)
