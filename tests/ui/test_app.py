from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from Xlib import X, Xatom, display
from Xlib.protocol import event

WARNING = {
    "action": "warn",
    "title": "This text is marked CONFIDENTIAL",
    "destination": "ChatGPT · public",
    "excerpts": [{"before": "", "mark": "CONFIDENTIAL", "after": " — Project Heron"}],
    "found": ["“CONFIDENTIAL”: on its own line at the top."],
    "clause": "Policy 3.2: confidential data stays out of public AI tools.",
    "redact": {"label": "Redact and paste", "detail": "1 passage", "see": "See the result"},
    "continue": {
        "label": "Continue anyway…",
        "detail": "Asks for a reason",
        "required": True,
        "question": "Why?",
        "reasons": [
            {"code": "public-already", "label": "It is already public", "key": "1"},
            {"code": "test-data", "label": "It is test data", "key": "2"},
        ],
    },
    "cancel": {"label": "Cancel", "key": "esc"},
}
PROPOSAL = {
    "id": "p7",
    "title": "“Acme GPT” looks like an AI tool.",
    "body": "Nobody here has looked at it yet. Shall IT?",
    "propose": "Propose to IT",
    "no": "No, thanks",
    "show": "",
}
NOTICE = {
    "title": "Your clipboard holds confidential text.",
    "body": "ChatGPT is a public tool.",
    "clear": "Clear clipboard",
    "redact": "Redact",
    "leave": "Leave it",
}


def _do(screen: str, *command: str) -> str:
    here = {**os.environ, "DISPLAY": screen}
    return subprocess.run(command, env=here, capture_output=True, text=True, timeout=20).stdout


def _windows(screen: str) -> list[str]:
    return _do(screen, "xdotool", "search", "--onlyvisible", "--name", "^Plimsoll$").split()


def _pasted(screen: str) -> str:
    return _do(screen, "xclip", "-selection", "clipboard", "-o")


def test_the_icon_is_embedded_in_the_panel(tray: Any, screen: str, until: Any) -> None:
    connection = display.Display(screen)
    try:
        owner = connection.get_selection_owner(connection.intern_atom("_NET_SYSTEM_TRAY_S0"))
        assert owner
        until(lambda: _icon_in_panel(connection), "an icon in the panel")
    finally:
        connection.close()


def _icon_in_panel(connection: display.Display) -> Any:
    """Its window, or None."""
    info = connection.intern_atom("_XEMBED_INFO")
    waiting = [connection.screen().root]
    while waiting:
        window = waiting.pop()
        waiting += window.query_tree().children
        mapped = window.get_attributes().map_state == X.IsViewable
        if mapped and window.get_full_property(info, X.AnyPropertyType):
            return window
    return None


@pytest.mark.parametrize("browsers", [0, 2])
def test_every_way_in_is_tried_again_by_a_button_that_keys_reach(
    tray: Any, agent: Any, screen: str, until: Any, browsers: int
) -> None:
    agent.answers["try-browsers"] = {"browsers": browsers}
    browser = {"name": "browser", "title": "Browser", "health": "degraded"}
    agent.watchers.tell("state", icon="degraded", channels=[{**browser, "reason": "", "fix": ""}])
    connection = display.Display(screen)
    try:
        icon = until(lambda: _icon_in_panel(connection), "an icon in the panel").id
    finally:
        connection.close()
    _do(screen, "xdotool", "mousemove", "--window", str(icon), "5", "5", "click", "1")
    window = until(lambda: _windows(screen), "the window opens")[0]
    _do(screen, "xdotool", "windowactivate", "--sync", window)

    for _key in range(6):  # from part to part; only a button takes the space bar
        _do(screen, "xdotool", "key", "Tab", "space")

    asked = until(lambda: agent.of("try-browsers"), "the browsers are asked")
    assert asked[0]["wait"] is False  # nobody waits: the state that follows says how it went
    until(lambda: len(_windows(screen)) == 2, "a notice says what happens now")


def test_a_copy_in_another_program_reaches_the_agent(
    tray: Any, agent: Any, copy: Callable[[str], None], until: Any
) -> None:
    copy("CONFIDENTIAL — Grüße, 社外秘")
    told = until(
        lambda: [q for q in agent.of("copied") if "content" in q], "the copy reaches the door"
    )

    assert told[-1]["content"]["text/plain"] == "CONFIDENTIAL — Grüße, 社外秘"


def test_a_clipboard_over_16_mib_is_told_as_too_large(
    tray: Any, agent: Any, copy: Callable[[str], None], until: Any
) -> None:
    copy("x" * (40 * 1024 * 1024))

    until(
        lambda: any(q.get("state") == "too-large" for q in agent.of("copied")),
        "too-large is told",
        40,
    )


class _ConcealingOwner(threading.Thread):
    """A password manager: offers text with KDE's hint, and counts who asks for data."""

    def __init__(self, screen: str) -> None:
        super().__init__(daemon=True)
        self.listed = 0
        self.fetched: list[str] = []
        self._display = display.Display(screen)
        self._window = self._display.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
        self._atom = self._display.intern_atom
        self._offered = [
            self._atom(name) for name in ("TARGETS", "UTF8_STRING", "x-kde-passwordManagerHint")
        ]
        self._ending = threading.Event()

    def run(self) -> None:
        self._window.set_selection_owner(self._atom("CLIPBOARD"), X.CurrentTime)
        self._display.flush()
        while not self._ending.wait(0.01):
            while self._display.pending_events():
                happened = self._display.next_event()
                if happened.type == X.SelectionRequest:
                    self._serve(happened)
        self._display.close()

    def stop(self) -> None:
        self._ending.set()
        self.join(5)

    def _serve(self, asked: Any) -> None:
        name = self._display.get_atom_name(asked.target)
        if name == "TARGETS":
            self.listed += 1
            asked.requestor.change_property(asked.property, Xatom.ATOM, 32, self._offered)
        else:
            self.fetched.append(name)
            asked.requestor.change_property(asked.property, asked.target, 8, b"secret")
        done = event.SelectionNotify(
            time=asked.time,
            requestor=asked.requestor,
            selection=asked.selection,
            target=asked.target,
            property=asked.property,
        )
        asked.requestor.send_event(done)
        self._display.flush()


def test_a_concealed_clipboard_is_never_fetched(
    tray: Any, agent: Any, screen: str, until: Any
) -> None:
    owner = _ConcealingOwner(screen)
    owner.start()
    try:
        until(
            lambda: any(q.get("state") == "concealed" for q in agent.of("copied")),
            "concealed is told",
        )
    finally:
        owner.stop()

    assert owner.listed > 0
    assert owner.fetched == []


@pytest.mark.parametrize(
    ("keys", "choice", "reason"),
    [
        (["Escape"], "cancelled", None),
        (["Return"], "redacted", None),
        (["Tab", "Tab", "space", "2"], "continued", "test-data"),
    ],
)
def test_the_dialog_is_answered_by_keyboard(
    tray: Any, agent: Any, screen: str, until: Any, keys: list[str], choice: str, reason: str | None
) -> None:
    agent.watchers.tell("ask", flow="f1", warning=WARNING, redacted="[MARK 1]")
    window = until(lambda: _windows(screen), "the dialog opens")[0]
    until(lambda: _do(screen, "xdotool", "getactivewindow").strip() == window, "it has the focus")
    for key in keys:
        _do(screen, "xdotool", "key", key)
    answer = until(lambda: agent.of("answer"), "the answer arrives")[0]

    assert (answer["flow"], answer["choice"], answer["reason"]) == ("f1", choice, reason)


def test_two_questions_are_asked_one_after_the_other(
    tray: Any, agent: Any, screen: str, until: Any
) -> None:
    for flow in ("f1", "f2"):
        agent.watchers.tell("ask", flow=flow, warning=WARNING, redacted="")
    for number in (1, 2):
        window = until(lambda: _windows(screen), "a dialog opens")
        assert len(window) == 1
        until(lambda: _do(screen, "xdotool", "getactivewindow").strip() in _windows(screen), "f")
        _do(screen, "xdotool", "key", "Escape")
        until(lambda number=number: len(agent.of("answer")) == number, "it is answered")

    assert [answer["flow"] for answer in agent.of("answer")] == ["f1", "f2"]


def _press(screen: str, window: str, share: float) -> None:
    """Click a button of the notice; `share` of its width from the left."""
    geometry = _do(screen, "xdotool", "getwindowgeometry", "--shell", window)
    size = dict(line.split("=") for line in geometry.split())
    x, y = int(int(size["WIDTH"]) * share), int(int(size["HEIGHT"]) * 0.8)
    _do(screen, "xdotool", "mousemove", "--window", window, str(x), str(y), "click", "1")


def test_the_notice_takes_no_focus_and_redacts_with_undo(
    tray: Any, agent: Any, screen: str, until: Any, copy: Callable[[str], None]
) -> None:
    copy("CONFIDENTIAL draft")
    until(lambda: [q for q in agent.of("copied") if "content" in q], "the copy is told")
    before = _do(screen, "xprop", "-root", "_NET_ACTIVE_WINDOW")
    agent.watchers.tell("arm", flow="f7", notice=NOTICE, redacted="[MARK 1] draft")
    window = until(lambda: _windows(screen), "the notice is shown")[0]

    assert _do(screen, "xprop", "-root", "_NET_ACTIVE_WINDOW") == before

    _press(screen, window, 0.5)
    until(lambda: _pasted(screen) == "[MARK 1] draft", "the clipboard is redacted")
    answer = until(lambda: agent.of("answer"), "the answer arrives")[0]
    assert (answer["flow"], answer["choice"]) == ("f7", "redacted")

    window = until(lambda: [w for w in _windows(screen) if w != window], "undo is offered")[0]
    _press(screen, window, 0.5)
    until(lambda: _pasted(screen) == "CONFIDENTIAL draft", "the text is back")
    copies = [q["content"]["text/plain"] for q in agent.of("copied") if "content" in q]
    assert copies == ["CONFIDENTIAL draft"]


def test_a_thing_like_an_ai_tool_is_proposed_by_one_click_and_the_notice_takes_no_focus(
    tray: Any, agent: Any, screen: str, until: Any
) -> None:
    before = _do(screen, "xprop", "-root", "_NET_ACTIVE_WINDOW")
    agent.watchers.tell("propose", notice=PROPOSAL)
    window = until(lambda: _windows(screen), "the notice is shown")[0]
    assert _do(screen, "xprop", "-root", "_NET_ACTIVE_WINDOW") == before

    _press(screen, window, 0.2)

    answer = until(lambda: agent.of("propose"), "the answer arrives")[0]
    assert (answer["proposal"], answer["propose"]) == ("p7", True)
    until(lambda: not _windows(screen), "the notice is gone")


def test_an_answer_with_placeholders_is_made_whole_by_one_click(
    tray: Any, agent: Any, screen: str, until: Any, copy: Callable[[str], None]
) -> None:
    agent.answers |= {
        "copied": {"level": "public", "placeholders": 1},
        "restore": {"text": "Pay to DE02 1203 0000 0000 2020 51."},
    }
    copy("Pay to [iban 1].")
    window = until(lambda: _windows(screen), "the offer is shown")[0]
    assert _pasted(screen) == "Pay to [iban 1]."

    agent.answers["copied"] = {"level": "public", "placeholders": 0}
    _press(screen, window, 0.2)

    until(lambda: _pasted(screen).startswith("Pay to DE02"), "the originals are back")
    assert agent.of("restore")[0]["content"] == {"text/plain": "Pay to [iban 1]."}
    copies = [q["content"]["text/plain"] for q in agent.of("copied") if "content" in q]
    assert copies[-1] == "Pay to DE02 1203 0000 0000 2020 51."


def test_it_ends_when_asked_and_its_log_holds_no_text(
    agent: Any, screen: str, tmp_path: Path, until: Any, copy: Callable[[str], None]
) -> None:
    here = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-m", "ui.app", "--home", str(tmp_path)]
    process = subprocess.Popen(command, env=here)
    try:
        copy("canary-4711")
        until(lambda: any("content" in q for q in agent.of("copied")), "the copy is told")
    finally:
        process.terminate()

    assert process.wait(10) == 0
    log = (tmp_path / "tray.log").read_text("utf-8")
    assert "tray.ended" in log
    assert "canary" not in log


def test_it_finds_the_agent_again_after_the_door_was_closed(
    agent: Any, tray: Any, tmp_path: Path, until: Any
) -> None:
    agent.close()
    again = type(agent)(tmp_path / "door")
    try:
        until(lambda: len(again.watchers), "the tray knocks again")
    finally:
        again.close()
