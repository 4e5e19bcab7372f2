"""The last gate: what a person typed is judged when it is sent, by key, button, form or request."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from agent.trial.browsing import BROWSERS
from agent.trial.scenes import Stage

MARK = "CONFIDENTIAL: {} costs 41 million."


pytestmark = pytest.mark.parametrize("browser", BROWSERS, indirect=True)


@pytest.fixture(autouse=True)
def fresh_page(stage: Stage) -> None:
    """Nothing stands in it yet."""
    stage.page.start_over("plain")


def _type(stage: Stage, text: str) -> None:
    """With real keys; a line end is *Shift+Return*, which sends nothing."""
    stage.typist.go_to(stage.driver.window_class)
    for number, line in enumerate(text.split("\n")):
        if number:
            stage.typist.press("shift+Return")
        stage.typist.write(line)


def _send(stage: Stage, text: str) -> None:
    _type(stage, text)
    stage.typist.press("Return")


def _sent(stage: Stage) -> list[str]:
    """The messages that reached the server, oldest first."""
    script = "return fetch('/api/received').then(answer => answer.json())"
    bodies: list[str] = stage.driver.execute_script(script)
    return bodies


def _messages(stage: Stage) -> list[Any]:
    told = [json.loads(body) for body in _sent(stage) if body.startswith("{")]
    return [body["messages"][0]["content"] for body in told if "messages" in body]


def test_a_harmless_message_leaves_at_the_first_return(
    stage: Stage, until: Callable[..., None]
) -> None:
    _send(stage, "Three names for a boat?")
    until(lambda: "Three names for a boat?" in _messages(stage))
    assert stage.dialog.words() == ""
    assert stage.page.text("plain") == ""


def test_a_return_with_shift_starts_a_line(stage: Stage) -> None:
    _type(stage, "One\ntwo")
    stage.page.wait_for("plain", "One\ntwo")


def test_a_marked_message_waits_and_leaves_once_when_continued(
    stage: Stage, until: Callable[..., None]
) -> None:
    text = MARK.format("Return")
    _send(stage, text)
    stage.dialog.wait("CONFIDENTIAL")
    assert text not in _messages(stage)
    assert stage.page.text("plain") == text
    stage.dialog.press("Continue anyway")
    stage.dialog.press("agreed")
    until(lambda: text in _messages(stage))
    assert _messages(stage).count(text) == 1
    assert stage.dialog.words() == ""


def test_cancel_leaves_the_message_in_its_field(stage: Stage) -> None:
    text = MARK.format("Cancel")
    _send(stage, text)
    stage.dialog.press("Cancel")
    stage.dialog.wait_gone()
    assert stage.page.text("plain") == text
    assert text not in _messages(stage)


def test_redact_changes_the_field_and_sends_nothing(
    stage: Stage, until: Callable[..., None]
) -> None:
    text = MARK.format("Redact")
    _send(stage, f"Hello.\n\n{text}\n\nLunch is at noon.")
    stage.dialog.press("Redact, do not send yet")
    stage.dialog.wait_gone()
    until(lambda: "left out" in stage.page.text("plain"))
    assert "41 million" not in stage.page.text("plain")
    assert stage.page.text("plain").startswith("Hello.")
    stage.typist.press("Return")
    until(lambda: any("left out" in message for message in _messages(stage)))


def test_a_button_sends_no_marked_message_unasked_and_gives_it_back(
    stage: Stage, until: Callable[..., None]
) -> None:
    text = MARK.format("Button")
    _type(stage, text)
    stage.driver.find_element("id", "send").click()
    stage.dialog.wait("CONFIDENTIAL")
    assert text not in _messages(stage)
    stage.dialog.press("Cancel")
    stage.dialog.wait_gone()
    until(lambda: stage.page.text("plain") == text)
    stage.driver.find_element("id", "send").click()
    stage.dialog.press("Continue anyway")
    stage.dialog.press("agreed")
    until(lambda: text in _messages(stage))


WAYS = {
    "fetch of a request": "fetch(new Request('/api/send', {method: 'POST', body: text}))",
    "fetch of a blob": "fetch('/api/send', {method: 'POST', body: new Blob([text])})",
    "fetch of a form": """
        const form = new FormData(); form.set('prompt', text);
        fetch('/api/send', {method: 'POST', body: form})""",
    "fetch of parameters": """
        fetch('/api/send', {method: 'POST', body: new URLSearchParams({prompt: text})})""",
    "XMLHttpRequest": """
        const request = new XMLHttpRequest(); request.open('POST', '/api/send');
        request.send(JSON.stringify({text}))""",
    "beacon": "navigator.sendBeacon('/api/send', text)",
    "paragraphs": """
        const lines = text.split(' ').join(' ');
        const doc = {type: 'doc', content: [{type: 'p', content: [{text: lines}]}]};
        fetch('/api/send', {method: 'POST', body: JSON.stringify({doc: JSON.stringify(doc)})})""",
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_way_a_page_sends_it(stage: Stage, way: str, until: Callable[..., None]) -> None:
    text = MARK.format(way)
    before = len(_sent(stage))
    _type(stage, text)
    stage.driver.execute_script(f"const text = arguments[0]; {WAYS[way]}", text)
    stage.dialog.wait("CONFIDENTIAL")
    assert len(_sent(stage)) == before
    stage.dialog.press("Continue anyway")
    stage.dialog.press("agreed")
    until(lambda: len(_sent(stage)) == before + 1)
    assert "41" in _sent(stage)[-1]


def test_what_carries_nothing_typed_leaves_at_once(
    stage: Stage, until: Callable[..., None]
) -> None:
    _type(stage, MARK.format("Nothing"))
    script = "fetch('/api/send', {method: 'POST', body: JSON.stringify({seen: 'CONFIDENTIAL'})})"
    before = len(_sent(stage))
    stage.driver.execute_script(script)
    until(lambda: len(_sent(stage)) == before + 1)
    assert stage.dialog.words() == ""
