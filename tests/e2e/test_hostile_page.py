"""A page that works against the guard gets no more than others, and the guard stays."""

from __future__ import annotations

import os
import signal
import time

import pytest

from agent.trial.browsing import BROWSERS
from agent.trial.chat_page import Field
from agent.trial.patience import wait_until
from agent.trial.scenes import Stage, arrived
from agent.trial.session import Session
from agent.words import gettext as _

pytestmark = pytest.mark.parametrize("browser", BROWSERS, indirect=True)

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


#: What a page does to be in a frame before anybody else, and what it hears there.
FRAME = """
const frame = Object.assign(document.createElement("iframe"), { id: "frame" });
const field = "<textarea id=inner></textarea>";
window.heard = [];
const listen = () => frame.contentWindow.addEventListener(
    "paste", (event) => heard.push(event.clipboardData.getData("text/plain")), true);
"""
EARLY = {
    "srcdoc": "frame.srcdoc = field; document.body.append(frame); listen()",
    "blob": """
        frame.src = URL.createObjectURL(new Blob([field], { type: "text/html" }));
        document.body.append(frame); listen()""",
    "javascript": """
        frame.src = `javascript:'${field}'`;
        document.body.append(frame); listen()""",
    "address": """
        frame.src = "/"; document.body.append(frame);
        const first = frame.contentDocument, soon = new MessageChannel();
        soon.port1.onmessage = () => frame.contentDocument === first
            ? soon.port2.postMessage(0) : listen();
        soon.port2.postMessage(0)""",
    "a shadow": """
        const host = document.body.appendChild(document.createElement("div"));
        frame.srcdoc = field; host.attachShadow({ mode: "closed" }).append(frame); listen()""",
}
FOCUS = """
const inner = () => frame.contentDocument?.querySelector("textarea");
Object.assign(window, { go: () => inner().focus(), inside: () => inner()?.value ?? null });
"""


@pytest.mark.parametrize("way", EARLY)
def test_a_page_that_listens_in_a_frame_before_the_guard_hears_nothing(
    stage: Stage, way: str
) -> None:
    """There the question comes before the paste."""
    with stage.copied(f"CONFIDENTIAL\n\nHeard early by {way}.\n"):
        stage.page.start_over("plain")
        stage.driver.execute_script(FRAME + FOCUS + EARLY[way])
        wait_until(
            lambda: stage.driver.execute_script("return inside() !== null"), "No frame came."
        )
        stage.driver.execute_script("go()")
        stage.dialog.wait("clipboard")
        stage.typist.press("ctrl+v")
        stage.dialog.wait("clipboard")
        stage.typist.press("Escape")
        stage.dialog.wait_gone()
        stage.typist.press("ctrl+v")
        stage.dialog.wait()  # the focus is in the page again, or the question comes anew
        stage.typist.press("Escape")
        stage.dialog.wait_gone()
        assert stage.driver.execute_script("return heard") == []


def test_what_goes_on_into_such_a_frame_arrives(stage: Stage) -> None:
    for text in ("Nothing secret.\n", "CONFIDENTIAL\n\nInto an early frame all the same.\n"):
        stage.page.open()
        with stage.copied(text):
            stage.page.start_over("plain")
            stage.driver.execute_script(FRAME + FOCUS + EARLY["srcdoc"])
            wait_until(
                lambda: stage.driver.execute_script("return inside() !== null"), "No frame came."
            )
            stage.driver.execute_script("go()")
            if "CONFIDENTIAL" in text:
                stage.dialog.wait("clipboard")
                stage.typist.press("Down", "Return")
                stage.dialog.wait(_("Why is it fine to continue?"))
                stage.typist.press("2")
                stage.dialog.wait_gone()
            stage.typist.press("ctrl+v")
            wait_until(
                lambda wanted=text: stage.driver.execute_script("return inside()") == wanted,
                "The text did not arrive.",
            )


def test_a_page_that_writes_itself_anew_and_listens_at_once_hears_nothing(stage: Stage) -> None:
    with stage.copied("CONFIDENTIAL\n\nHeard in a new document.\n"):
        stage.page.start_over("plain")
        stage.driver.execute_script(
            """
            window.heard = [];
            Object.defineProperty(window, "performance", { value: new EventTarget() });
            document.open();
            addEventListener(
                "paste", (event) => heard.push(event.clipboardData.getData("text/plain")), true);
            document.write("<textarea id=new></textarea>");
            document.close();
            """
        )
        stage.driver.find_element("id", "new").click()
        stage.typist.press("ctrl+v")
        stage.dialog.wait("CONFIDENTIAL")
        stage.typist.press("Escape")
        stage.dialog.wait_gone()
        assert stage.driver.execute_script("return heard") == []


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


def test_a_drag_whose_end_the_page_hides_lets_no_other_one_through(stage: Stage) -> None:
    stage.page.start_over("plain")
    left, top = stage.driver.execute_script(
        """
        const dragged = document.body.appendChild(document.createElement("div"));
        Object.assign(dragged, { draggable: true, textContent: "Drag me" });
        dragged.style = "position: fixed; top: 0; left: 0";
        dragged.addEventListener("dragstart", (event) => {
          event.dataTransfer.setData("text/plain", "mine");
          setTimeout(() => dragged.remove());
        });
        const { mozInnerScreenX: left = screenX, mozInnerScreenY: top } = window;
        return [left, top ?? screenY + outerHeight - innerHeight];
        """
    )
    stage.typist.drag_mouse((int(left) + 9, int(top) + 9), (int(left) + 60, int(top) + 60))
    stage.typist.move_mouse(int(left) + 90, int(top) + 90)
    stage.drop("CONFIDENTIAL\n\nBy a drop after a drag.")
    stage.dialog.wait("CONFIDENTIAL")
    assert stage.page.received() == []
    stage.typist.press("Escape")
    stage.dialog.wait_gone()


#: The strictest that a page can ask of its browser: no style, no script, no markup out of strings.
STRICT = """
const meta = document.createElement("meta");
meta.httpEquiv = "Content-Security-Policy";
meta.content = "default-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
document.head.append(meta);
"""


@pytest.mark.parametrize("field", ["plain", "rich"])
def test_a_page_with_a_strict_policy_is_guarded_and_gets_what_was_approved(
    stage: Stage, field: Field
) -> None:
    text = f"CONFIDENTIAL\n\nUnder a strict policy, {field}.\n"  # nobody is asked twice
    with stage.copied(text):
        stage.page.start_over(field)
        stage.driver.execute_script(STRICT)
        stage.typist.press("ctrl+v")
        stage.dialog.wait("CONFIDENTIAL")
        assert stage.page.received() == []
        stage.typist.press("Down", "Down", "Down", "Return")
        stage.dialog.wait(_("Why is it fine to continue?"))
        stage.typist.press("2")
        stage.dialog.wait_gone()
        stage.page.wait_for(field, arrived(text, field))


COVERS = {
    "a dialog": "make('dialog').showModal()",
    "a popover": """
        const cover = make('div'); cover.popover = 'manual'; cover.style.pointerEvents = 'none';
        cover.showPopover()""",
    "a popover that flickers": """
        const cover = make('div'); cover.popover = 'manual'; cover.style.pointerEvents = 'none';
        setInterval(() => { cover.hidePopover?.(); cover.showPopover(); }, 40)""",
    "a style": """
        make('style').textContent = '* { opacity: 0 !important; visibility: hidden !important; '
            + 'display: none !important; animation: none !important }'""",
    "a zoom": "document.documentElement.style.zoom = 0.02",
    "a transition": """
        make('style').textContent = '::view-transition { background: teal; pointer-events: none } '
            + '::view-transition-old(root), ::view-transition-new(root) { display: none } '
            + '::view-transition-group(root) { animation-duration: 900s }';
        document.startViewTransition(() => {})""",
    "a style of the host": """
        document.documentElement.lastElementChild.style.cssText =
            'display: none !important; opacity: 0 !important; position: fixed; top: -999px'""",
}
MAKE = """
const make = (tag) => document.body.appendChild(Object.assign(
    document.createElement(tag), { id: 'cover', textContent: 'Nothing to see here' }));
"""


@pytest.mark.parametrize("cover", COVERS)
def test_a_page_that_covers_the_warning_receives_nothing(stage: Stage, cover: str) -> None:
    """It stands in front again, or the question ends unanswered."""
    with stage.copied(f"CONFIDENTIAL\n\nCovered by {cover}.\n"):
        stage.paste("plain")
        stage.dialog.wait("CONFIDENTIAL")
        stage.driver.execute_script(MAKE + COVERS[cover])
        time.sleep(1.0)
        if stage.dialog.words():
            left, top, right, bottom = stage.dialog.edges()
            assert right - left > 300
            middle = [(left + right) / 2, (top + bottom) / 2]
            at = "return document.elementFromPoint(...arguments[0])?.localName"
            seen = "return document.elementFromPoint(...arguments[0])?.id !== 'cover'"
            assert stage.driver.execute_script(at, middle) != "html"  # as under a transition
            assert stage.driver.execute_script(seen, middle)
        assert stage.page.received() == []
        stage.typist.press("Escape")
        stage.dialog.wait_gone()
        assert stage.page.received() == []


def test_a_page_can_read_nothing_of_the_warning(stage: Stage) -> None:
    with stage.copied("CONFIDENTIAL\n\nUnreadable porpoise.\n"):
        stage.paste("plain")
        stage.dialog.wait("porpoise")
        host = "document.documentElement.lastElementChild"
        for script in (
            f"return {host}.shadowRoot",
            f"return {host}.textContent + {host}.innerText + {host}.outerHTML.includes('porpoise')",
            f"return {host}.getHTML({{serializableShadowRoots: true}})",
            "return document.body.innerText.includes('porpoise')",
            "getSelection().selectAllChildren(document.documentElement);"
            "return getSelection().toString().includes('porpoise')",
            "return typeof plimsollGuard !== 'undefined' || typeof reinsert !== 'undefined'",
            "return Boolean(window.chrome?.runtime?.sendMessage)",
        ):
            assert stage.driver.execute_script(script) in (None, False, "", "false"), script
        assert stage.driver.execute_script("return window.find('porpoise')") is False
        stage.typist.press("Escape")
        stage.dialog.wait_gone()


def test_a_page_cannot_answer_for_the_person(stage: Stage) -> None:
    with stage.copied("CONFIDENTIAL\n\nAnswered by the page.\n"):
        stage.paste("plain")
        stage.dialog.wait("CONFIDENTIAL")
        stage.driver.execute_script(
            """
            const host = document.documentElement.lastElementChild;
            const about = { bubbles: true, cancelable: true, composed: true };
            for (const key of ["Enter", "1", "2", "Escape", " "]) {
              for (const target of [host, document, window]) {
                target.dispatchEvent(new KeyboardEvent("keydown", { ...about, key }));
              }
            }
            for (const kind of ["click", "cancel", "close", "submit", "shortcut"]) {
              host.dispatchEvent(new MouseEvent(kind, about));
            }
            const detail = JSON.stringify({ id: 1, go: true });
            dispatchEvent(new CustomEvent("plimsoll-goes", { detail }));
            host.click();
            document.execCommand("paste");
            """
        )
        assert "CONFIDENTIAL" in stage.dialog.wait()
        assert stage.page.received() == []
        stage.typist.press("Escape")
        stage.dialog.wait_gone()


def test_a_key_meant_for_the_page_is_no_answer(stage: Stage) -> None:
    with stage.copied("CONFIDENTIAL\n\nToo fast.\n"):
        stage.page.start_over("plain")
        stage.typist.press("ctrl+v", "Return", "Return", "Return")
        assert "CONFIDENTIAL" in stage.dialog.wait()
        assert stage.page.received() == []
        stage.typist.press("Escape")
        stage.dialog.wait_gone()


def test_a_page_that_tries_again_by_itself_is_not_asked_about_again(stage: Stage) -> None:
    stage.page.start_over("plain")
    stage.typist.write("CONFIDENTIAL: tried again.")
    send = "fetch('/api/send', {method: 'POST', body: 'CONFIDENTIAL: tried again.'}).catch(() => 0)"
    stage.page.wait_for("plain", "CONFIDENTIAL: tried again.")
    stage.driver.execute_script(send)
    stage.dialog.press("Cancel")
    stage.dialog.wait_gone()
    stage.driver.execute_script(f"for (let times = 0; times < 50; times += 1) {send}")
    time.sleep(0.5)
    assert stage.dialog.words() == ""
    bodies = "return fetch('/api/received').then(answer => answer.json())"
    assert [body for body in stage.driver.execute_script(bodies) if "tried again" in body] == []


def test_pastes_that_come_faster_than_verdicts_all_arrive(running: Session, stage: Stage) -> None:
    text = "Three names for a boat. "
    with stage.copied(text):
        stage.page.start_over("plain")
        os.kill(running.agent.pid, signal.SIGSTOP)
        stage.typist.press("ctrl+v", "ctrl+v", "ctrl+v")
        os.kill(running.agent.pid, signal.SIGCONT)
        stage.page.wait_for("plain", text * 3)
