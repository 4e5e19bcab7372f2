"""Plays one cell of the matrix: the same keys on a guarded page and on one that nobody guards.

What the browser's own paste leaves there is what must be left here: the text, its form, the caret
behind it, the focus, and what *undo* takes back.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from agent.door_client import DoorClient
from agent.trial.child import TrialError
from agent.trial.dialog import Dialog
from agent.trial.driver import Driver
from agent.trial.patience import wait_until
from agent.trial.typist import Typist

GUARDED, UNGUARDED = "https://chatgpt.com", "https://elsewhere.example"
#: Seconds a person thinks in the cells that are called *slow*.
THOUGHT = 3.0
#: Seconds until what was left must be what the browser's own paste leaves.
PATIENCE = 4.0
#: Drops that may fall beside their field: a busy machine's mouse does not always hit.
TRIES = 3
#: Seconds without a change until a page is taken to be done.
STILL = 0.25
UNDONE = 4

Way = Literal["paste", "html", "drop"]
Answer = Literal["allow", "continue", "redact", "cancel", "slow"]
WAYS: tuple[Way, ...] = ("paste", "html", "drop")
ANSWERS: tuple[Answer, ...] = ("allow", "continue", "redact", "cancel", "slow")

_MARKED = "Notes {}\n\nCONFIDENTIAL: Größe 41 million.\n\n\tLunch is at noon.\nBring a cup."
_HARMLESS = "Notes {}\n\nGröße 41 metres.\n\n\tLunch is at noon.\nBring a cup."


class NothingOwn(Exception):
    """What is brought without us leaves nothing either: there is nothing to be held against."""


@dataclass(frozen=True, slots=True)
class Left:
    """What stands in an editor after each step, as its own model tells it."""

    given: str
    #: After one more letter: it shows where caret and focus are.
    typed: str = ""
    #: After *undo*.
    undone: str = ""


class Clipboard:
    """What `bench/editors/clipboard.py` offers now."""

    def __init__(self, owner: subprocess.Popen[str]) -> None:
        self._owner = owner

    def offer(self, content: Mapping[str, str]) -> None:
        """Put a text for each MIME type on the clipboard."""
        if self._owner.stdin is None or self._owner.stdout is None:
            raise TrialError("the clipboard has no ends")
        self._owner.stdin.write(json.dumps(content) + "\n")
        self._owner.stdin.flush()
        if not self._owner.stdout.readline():
            raise TrialError("the clipboard was not set")


@contextmanager
def clipboard(environment: Mapping[str, str]) -> Iterator[Clipboard]:
    """A clipboard of that screen, while the block lasts."""
    program = [sys.executable, str(Path(__file__).parent / "clipboard.py")]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        program, stdin=pipe, stdout=pipe, env=dict(environment), text=True
    ) as owner:
        try:
            yield Clipboard(owner)
        finally:
            owner.terminate()


@dataclass(slots=True)
class Player:
    """One browser, with the pages of the matrix."""

    driver: Driver
    typist: Typist
    clipboard: Clipboard
    home: Path
    _own: dict[tuple[str, str, str], Left] = field(default_factory=dict)
    _number: int = 1000

    def play(self, editor: str, way: Way, answer: Answer) -> str:
        """Nothing where the cell holds, else the step that differs and how. Raises NothingOwn."""
        self._number += 1
        token = str(self._number)
        text = (_HARMLESS if answer == "allow" else _MARKED).format(token)
        content = _content(text, way)
        wanted = self._wanted(editor, way, answer, content, token)
        self._open(editor, GUARDED)
        self._bring(way, content)
        self._answer(answer)
        return self._difference(wanted, way, token)

    def _difference(self, wanted: Left, way: Way, token: str) -> str:
        """The first step that leaves something else than it should, and what it leaves."""
        then: Mapping[str, tuple[str, ...]] = {"typed": ("Z",), "undone": ("ctrl+z",) * UNDONE}
        # What a drop leaves selected differs from editor to editor, and so does what follows.
        for step in ("given",) if way == "drop" else ("given", "typed", "undone"):
            if step in then:
                self._press(*then[step])
            right = getattr(wanted, step)
            state = self._settled(lambda state, right=right: state == right, token)
            if state != right:
                return f"{step}: {state!r} instead of {right!r}"
        return ""

    def _wanted(
        self, editor: str, way: Way, answer: Answer, content: Mapping[str, str], token: str
    ) -> Left:
        """What the browser leaves by itself; of what is redacted, what a paste of that leaves."""
        if answer == "cancel":
            content, key = {}, "nothing"
        elif answer == "redact":
            content, key = {"text/plain": self._redacted(content)}, "redacted"
        else:
            key = "allow" if answer == "allow" else "marked"
        if (editor, way, key) not in self._own:
            self._own[editor, way, key] = self._left_unguarded(editor, way, content, token)
        return self._own[editor, way, key]

    def _left_unguarded(
        self, editor: str, way: Way, content: Mapping[str, str], token: str
    ) -> Left:
        for _try in range(TRIES):
            self._open(editor, UNGUARDED)
            before = self._state(token)
            if not content:
                break
            self._bring(way, content)
            if self._settled(lambda state, before=before: state != before, token) != before:
                break
        else:
            raise NothingOwn
        given = self._still(token)
        return Left(given) if way == "drop" else self._typed_and_undone(given, token)

    def _redacted(self, content: Mapping[str, str]) -> str:
        with DoorClient(self.home / "door") as door:
            where = {"host": "chatgpt.com"}
            return str(door.ask("scan", content=dict(content), destination=where)["redacted"])

    def _open(self, editor: str, site: str) -> None:
        """A fresh page with `ab` in the editor and the caret between the two."""
        self.driver.get(f"{site}/more/editor.html?name={editor}")
        ready = "return document.documentElement.dataset.ready ?? null"
        wait_until(lambda: self.driver.execute_script(ready), f"{editor} did not load")
        selector = self.driver.execute_script("return window.editor.field")
        self.typist.go_to(self.driver.window_class)
        self.driver.find_element("css selector", selector).click()
        self.typist.press("a", "b")
        wait_until(lambda: "ab" in self._state(""), f"{editor} takes no keys")
        self.typist.press("Left")
        time.sleep(0.05)

    def _bring(self, way: Way, content: Mapping[str, str]) -> None:
        if way == "drop":
            selector = self.driver.execute_script("return window.editor.field")
            box = self.driver.find_element("css selector", selector).rect
            self.driver.drop(content["text/plain"], box["x"] + 40, box["y"] + 12)
        else:
            self.clipboard.offer(content)
            self.typist.press("ctrl+v")

    def _answer(self, answer: Answer) -> None:
        dialog = Dialog(self.driver)
        if answer == "allow":
            return
        dialog.wait("CONFIDENTIAL")
        if answer == "slow":
            time.sleep(THOUGHT)
        if answer == "redact":
            dialog.press("Redact and paste")
        elif answer == "cancel":
            dialog.press("Cancel")
        else:
            dialog.press("Continue anyway")
            dialog.press("owner")
        dialog.wait_gone()

    def _typed_and_undone(self, given: str, token: str) -> Left:
        self._press("Z")
        typed = self._still(token, unlike=given)
        self._press(*["ctrl+z"] * UNDONE)
        return Left(given, typed, self._still(token, unlike=typed))

    def _press(self, *keys: str) -> None:
        """One after another, each once the page has heard of the one before."""
        for key in keys:
            heard = self._heard()
            self.typist.press(key)
            wait_until(lambda heard=heard: self._heard() > heard, "the page did not hear a key")

    def _heard(self) -> int:
        return int(self.driver.execute_script("return window.editor.keys"))

    def _settled(self, right: object, token: str) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            state = self._state(token)
            if right(state):  # type: ignore[operator]
                return state
            time.sleep(0.03)
        return self._state(token)

    def _still(self, token: str, unlike: str = "") -> str:
        """The state once it has changed from `unlike` and stopped changing."""
        end = time.monotonic() + PATIENCE / 2
        last, since = self._state(token), time.monotonic()
        while time.monotonic() < end:
            time.sleep(0.03)
            state = self._state(token)
            if state != last:
                last, since = state, time.monotonic()
            elif time.monotonic() - since > STILL and state != unlike:
                break
        return last

    def _state(self, token: str) -> str:
        state = str(self.driver.execute_script("return window.editor.state()"))
        return state.replace(token, "0000") if token else state


def _content(text: str, way: Way) -> dict[str, str]:
    if way != "html":
        return {"text/plain": text}
    lines = [f"<p>{line}</p>" for line in text.split("\n") if line]
    lines[0] = lines[0].replace("Notes", "<b>Notes</b>")
    return {"text/plain": text, "text/html": "".join(lines)}
