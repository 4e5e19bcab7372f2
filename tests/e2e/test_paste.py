"""A person pastes into a chat page, in a real browser, with real keys and the real agent."""

from __future__ import annotations

import threading

import pytest

from agent.door_client import DoorClient
from agent.trial import scenes
from agent.trial.browsing import BROWSERS
from agent.trial.chat_page import Field
from agent.trial.patience import wait_until
from agent.trial.scenes import Stage
from agent.trial.session import Session

pytestmark = pytest.mark.parametrize("browser", BROWSERS, indirect=True)

FIELDS: list[Field] = ["plain", "rich"]

#: Seconds until the agent must have heard of a change of focus.
PATIENCE = 20.0


@pytest.mark.parametrize("field", FIELDS)
def test_every_way_out_does_what_it_says(stage: Stage, field: Field) -> None:
    with stage.copied(scenes.marked_text(field)):
        scenes.held(stage, field)
        scenes.redacted(stage, field)
        scenes.opened_approved(stage, field)
        scenes.continued(stage, field)


@pytest.mark.parametrize("field", FIELDS)
def test_a_text_without_a_mark_arrives_as_if_plimsoll_were_not_there(
    stage: Stage, field: Field
) -> None:
    with stage.copied(scenes.PUBLIC):
        scenes.unmarked(stage, field)


def test_undo_takes_a_released_paste_back(stage: Stage) -> None:
    with stage.copied(scenes.PUBLIC):
        scenes.unmarked(stage, "plain")
        stage.typist.press("ctrl+z")
        stage.page.wait_for("plain", "")


def test_not_sensitive_lets_the_text_through_and_is_counted(stage: Stage) -> None:
    text = "CONFIDENTIAL\n\nThe menu of the canteen.\n"
    with stage.copied(text):
        stage.paste("plain")
        stage.dialog.wait("Not sensitive?")
        stage.typist.press("Down", "Down", "Down", "Down", "Return")
        stage.page.wait_for("plain", text)
        stage.paste("plain")  # in its quiet time it is not asked about again
        stage.page.wait_for("plain", text)
        assert stage.dialog.words() == ""


def test_the_result_of_redaction_can_be_seen_before(stage: Stage) -> None:
    with stage.copied("CONFIDENTIAL: seen before.\n\nThe rest of it.\n"):
        stage.paste("plain")
        stage.dialog.wait("See the result")
        stage.typist.press("Down", "Return")
        words = stage.dialog.wait("After")
        assert "left out" in words.partition("After")[2]
        stage.typist.press("Escape")
        stage.dialog.wait_gone()


def test_a_second_paste_while_the_question_stands_changes_nothing(stage: Stage) -> None:
    with stage.copied("CONFIDENTIAL\n\nPasted twice.\n"):
        stage.paste("plain")
        stage.dialog.wait("CONFIDENTIAL")
        stage.typist.press("ctrl+v", "ctrl+v")
        assert stage.dialog.words().count("CONFIDENTIAL") >= 1
        assert stage.page.received() == []
        stage.typist.press("Escape")
        stage.dialog.wait_gone()
        assert stage.page.text("plain") == ""


def test_the_page_hears_no_key_of_the_dialog(stage: Stage) -> None:
    with stage.copied("CONFIDENTIAL\n\nKeys.\n"):
        stage.paste("plain")
        stage.dialog.wait("CONFIDENTIAL")
        stage.typist.press("x", "Tab", "Down", "Escape")
        stage.dialog.wait_gone()
        keys = stage.driver.execute_script(
            "return received.filter(e => e.kind === 'keydown').map(e => e.key)"
        )
        assert keys == ["Control", "v"]
        assert stage.page.text("plain") == ""


def test_a_paste_made_by_a_script_is_the_pages_own_business(stage: Stage) -> None:
    stage.page.start_over("plain")
    stage.driver.execute_script(
        """
        const data = new DataTransfer();
        data.setData("text/plain", "CONFIDENTIAL\\n\\nBy a script.");
        const about = { bubbles: true, cancelable: true, clipboardData: data };
        document.getElementById("plain").dispatchEvent(new ClipboardEvent("paste", about));
        """
    )
    assert stage.page.received() == ["paste"]
    assert stage.dialog.words() == ""


def test_a_drop_of_marked_text_is_held_and_arrives_where_it_was_dropped(stage: Stage) -> None:
    text = "CONFIDENTIAL: a dropped passage."
    stage.page.start_over("plain")
    stage.drop(text)
    stage.dialog.wait("CONFIDENTIAL")
    assert stage.page.received() == []
    stage.typist.go_to(stage.driver.window_class)
    stage.typist.press("Down", "Down", "Down", "Return")
    stage.dialog.wait("Why is it fine to continue?")
    stage.typist.press("1")
    stage.page.wait_for("plain", text)


@pytest.mark.parametrize("mode", ["open", "closed"])
def test_a_text_arrives_at_the_caret_within_a_shadow_root(stage: Stage, mode: str) -> None:
    with stage.copied(f"CONFIDENTIAL: in a root that is {mode}."):
        stage.page.start_over("plain")
        stage.driver.execute_script(
            """
            const host = document.body.appendChild(document.createElement("div"));
            window.inner = document.createElement("div");
            inner.contentEditable = true;
            inner.textContent = "ab";
            host.attachShadow({ mode: arguments[0] }).append(inner);
            inner.focus();
            """,
            mode,
        )
        stage.typist.press("End", "Left", "ctrl+v")
        stage.dialog.press("Continue anyway")
        stage.dialog.press("owner")
        stage.dialog.wait_gone()
        text = "return inner.textContent"
        right = f"aCONFIDENTIAL: in a root that is {mode}.b"
        wait_until(lambda: stage.driver.execute_script(text) == right, "It did not arrive.")


def test_the_agent_hears_which_guarded_site_is_in_front(running: Session, stage: Stage) -> None:
    marked = {"text/plain": "CONFIDENTIAL\n\nSeen at focus."}
    chat = stage.driver.current_window_handle
    with DoorClient(running.home / "door") as watching, DoorClient(running.home / "door") as door:
        events = watching.watch()
        next(events)  # the state: from now on nothing is missed
        late = threading.Timer(PATIENCE, watching.close)
        late.start()
        stage.driver.switch_to.new_window("tab")
        door.ask("copied", content=marked)
        stage.driver.close()
        stage.driver.switch_to.window(chat)
        armed = next(event for event in events if event["event"] == "arm")
        late.cancel()
    assert "ChatGPT" in armed["notice"]["body"]
