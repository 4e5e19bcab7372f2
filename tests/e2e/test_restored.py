"""An answer that speaks in placeholders is shown with the originals, on this screen alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from agent.trial.browsing import BROWSERS
from agent.trial.scenes import Stage

pytestmark = pytest.mark.parametrize("browser", BROWSERS, indirect=True)

#: Its number is the next one of this companion.
PLACEHOLDER = re.compile(r"\[iban \d+\]")
ANSWER = """
const answer = document.createElement("p");
answer.textContent = arguments[0];
document.querySelector("main").append(answer);
"""


def test_the_originals_are_shown_and_the_page_cannot_see_them(
    stage: Stage, until: Callable[[Callable[[], object]], None]
) -> None:
    text = "Please check the account DE89 3704 0044 0532 0130 00 of our client."
    with stage.copied(text):
        stage.paste("plain")
        stage.dialog.press("Redact and paste")
        stage.dialog.wait_gone()
        until(lambda: PLACEHOLDER.search(stage.page.text("plain")))
        given = PLACEHOLDER.search(stage.page.text("plain"))
        assert given is not None
        unknown = "[iban 99]"
        assert stage.dialog.note() == ""
        stage.driver.execute_script(ANSWER, f"{given[0].upper()} is valid. So is {unknown}.")
        until(lambda: "placeholders" in stage.dialog.note())
        stage.dialog.take_offer("Show with originals")
        until(lambda: "DE89" in stage.dialog.shown())
        assert unknown in stage.dialog.shown()
        stage.driver.execute_script("document.title = document.documentElement.innerText")
        assert "DE89" not in stage.driver.execute_script("return document.title")
        assert stage.driver.execute_script("return window.find('DE89')") is False
        stage.typist.press("Escape")
        until(lambda: stage.dialog.shown() == "")
