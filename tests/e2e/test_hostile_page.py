"""A page that works against the guard gets no more than others, and the guard stays."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from agent.trial.scenes import Stage
from agent.trial.session import Session

#: What a page can replace in its own world, and the browser's driver can do without.
REPLACED = """
Event.prototype.preventDefault = Event.prototype.stopImmediatePropagation = () => {};
Object.defineProperty(Event.prototype, "isTrusted", { get: () => false });
Element.prototype.attachShadow = function () { window.caught = this; throw new Error(); };
HTMLDialogElement.prototype.showModal = () => {};
EventTarget.prototype.addEventListener = () => {};
DataTransfer.prototype.getData = () => "harmless";
window.MutationObserver = class { constructor() { throw new Error(); } };
window.chrome = {};
"""


@pytest.fixture(autouse=True)
def fresh_page(stage: Stage) -> Iterator[None]:
    """The page as it is served, before and after each attack."""
    stage.page.open()
    yield
    stage.page.open()


def test_a_page_that_replaces_what_scripts_are_made_of_receives_nothing(stage: Stage) -> None:
    with stage.copied("CONFIDENTIAL\n\nAgainst replaced functions.\n"):
        stage.page.start_over("plain")
        stage.driver.execute_script(REPLACED)
        stage.typist.press("ctrl+v")
        stage.dialog.wait("CONFIDENTIAL")
        stage.typist.press("Escape")
        stage.dialog.wait_gone()
        assert stage.driver.execute_script("return document.getElementById('plain').value") == ""
        assert stage.driver.execute_script("return window.caught === undefined")


@pytest.mark.parametrize(
    "attack",
    [
        "document.documentElement.lastChild.remove()",
        "document.replaceChild(document.documentElement.cloneNode(), document.documentElement)",
        "document.open(); document.write('<textarea autofocus></textarea>'); document.close()",
    ],
)
def test_a_page_that_takes_the_question_away_receives_nothing(stage: Stage, attack: str) -> None:
    with stage.copied("CONFIDENTIAL\n\nAnd the question goes away.\n"):
        stage.paste("plain")
        stage.dialog.wait("CONFIDENTIAL")
        stage.driver.execute_script(attack)
        stage.dialog.wait_gone()
        assert stage.page.received() == []
        stage.page.open()
        stage.paste("plain")
        stage.dialog.wait("CONFIDENTIAL")  # the guard does not wait for an answer to the first
        stage.typist.press("Escape")
        stage.dialog.wait_gone()


def test_a_document_that_is_written_anew_is_guarded_too(stage: Stage) -> None:
    with stage.copied("CONFIDENTIAL\n\nInto a new document.\n"):
        stage.page.start_over("plain")
        stage.driver.execute_script(
            "document.open(); document.write('<textarea id=new></textarea>'); document.close()"
        )
        stage.driver.find_element("id", "new").click()
        stage.typist.press("ctrl+v")
        stage.dialog.wait("CONFIDENTIAL")
        stage.typist.press("Escape")
        stage.dialog.wait_gone()
        assert stage.driver.find_element("id", "new").get_property("value") == ""


def test_a_frame_that_a_page_writes_into_is_guarded_too(stage: Stage) -> None:
    with stage.copied("CONFIDENTIAL\n\nInto a frame.\n"):
        stage.page.start_over("plain")
        stage.driver.execute_script(
            """
            const frame = document.body.appendChild(document.createElement("iframe"));
            frame.id = "frame";
            frame.contentDocument.open();
            frame.contentDocument.write("<textarea id=inner></textarea>");
            frame.contentDocument.close();
            """
        )
        stage.driver.switch_to.frame("frame")
        stage.driver.find_element("id", "inner").click()
        stage.typist.press("ctrl+v")
        inner = stage.driver.find_element("id", "inner")
        stage.dialog.wait("CONFIDENTIAL")
        assert inner.get_property("value") == ""
        stage.driver.switch_to.default_content()
        stage.typist.press("Escape")
        stage.dialog.wait_gone()


def test_a_page_cannot_pass_a_drop_off_as_its_own(stage: Stage) -> None:
    stage.page.start_over("plain")
    stage.driver.execute_script(
        "document.body.dispatchEvent(new DragEvent('dragstart', { bubbles: true }))"
    )
    stage.drop("CONFIDENTIAL\n\nBy a drop that pretends.")
    stage.dialog.wait("CONFIDENTIAL")
    assert stage.page.received() == []
    stage.typist.press("Escape")
    stage.dialog.wait_gone()


def test_pastes_that_come_faster_than_verdicts_all_arrive(running: Session, stage: Stage) -> None:
    text = "Three names for a boat. "
    with stage.copied(text):
        stage.page.start_over("plain")
        os.kill(running.agent.pid, signal.SIGSTOP)
        stage.typist.press("ctrl+v", "ctrl+v", "ctrl+v")
        os.kill(running.agent.pid, signal.SIGCONT)
        stage.page.wait_for("plain", text * 3)
