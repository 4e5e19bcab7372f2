"""Types real keys into real windows, as a person would. It needs an X server."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from agent.trial.child import TrialError, child
from agent.words import gettext as _

#: Seconds until a window or the clipboard must be there.
PATIENCE = 45.0
#: Seconds between two looks.
PAUSE = 0.05
EDITOR = "l3afpad"
#: Where the editor stands while a text is dragged out of it, in pixels of the screen.
EDITOR_SIZE = ("400", "200")
EDITOR_PLACE = ("860", "500")
#: On its first word, below the menu.
FIRST_WORD = (890, 556)
#: Moves of the mouse in a drag.
STEPS = 8


class Typist:
    """One pair of hands on one screen."""

    def __init__(self, environment: Mapping[str, str], logs: Path) -> None:
        """`environment` names the screen; `logs` is a folder for what programs print."""
        self._environment = dict(environment)
        self._logs = logs

    @property
    def environment(self) -> dict[str, str]:
        """For other programs on the same screen."""
        return dict(self._environment)

    def press(self, *keys: str) -> None:
        """Press keys one after another, such as "ctrl+v" or "Return"."""
        self._run("xdotool", "key", "--clearmodifiers", *keys)

    def write(self, text: str) -> None:
        """Type a text of one line, letter by letter."""
        self._run("xdotool", "type", "--clearmodifiers", "--delay", "4", "--", text)

    def go_to(self, window_class: str) -> None:
        """Give the focus to the window of a program, as soon as it can be given."""
        command = (
            *(
                "xdotool",
                "search",
                "--sync",
                "--onlyvisible",
                "--class",
                "--classname",
                window_class,
            ),
            *("windowactivate", "--sync"),
        )
        self._insist(*command)

    @contextmanager
    def copied(self, file: Path) -> Iterator[None]:
        """Open a file in a text editor, select all and copy; the editor stays open in the block."""
        log = self._logs / "editor.log"
        with child((EDITOR, str(file)), environment=self._environment, log=log):
            self.go_to(EDITOR)
            self._copy_until(file.read_text("utf-8").strip())
            yield

    def drag(self, file: Path, x: int, y: int) -> None:
        """Drag the text of a file out of a text editor to a point of the screen."""
        log = self._logs / "editor.log"
        with child((EDITOR, str(file)), environment=self._environment, log=log):
            self.go_to(EDITOR)
            self._copy_until(file.read_text("utf-8").strip())  # it is selected now
            search = ("xdotool", "search", "--onlyvisible", "--class", EDITOR)
            self._insist(*search, "windowsize", "--sync", *EDITOR_SIZE, "windowmove", *EDITOR_PLACE)
            self.drag_mouse(FIRST_WORD, (x, y))

    def drag_mouse(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the mouse at a point of the screen and let it go at another one."""
        self.move_mouse(*start)
        self._run("xdotool", "mousedown", "1")
        # A drag begins with a few pixels, and a page hears of it by a second move.
        for step in range(1, STEPS + 1):
            self.move_mouse(*(a + (b - a) * step // STEPS for a, b in zip(start, end, strict=True)))
            time.sleep(PAUSE)
        self._run("xdotool", "mouseup", "1")
        time.sleep(PAUSE)

    def move_mouse(self, x: int, y: int) -> None:
        """To a point of the screen."""
        self._run("xdotool", "mousemove", "--sync", str(x), str(y))

    def clipboard(self) -> str:
        """The text on the clipboard, or nothing."""
        return self._run("xclip", "-selection", "clipboard", "-out", may_fail=True)

    def _copy_until(self, wanted: str) -> None:
        # A window that has just come up may not listen to keys yet: look whether they were heard.
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.press("ctrl+a", "ctrl+c")
            if self.clipboard().strip() == wanted:
                return
            time.sleep(PAUSE)
        raise TrialError(_("The text editor did not copy."))

    def _insist(self, *command: str) -> None:
        """Run it until it works: a window that was found may be gone, or not managed yet."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self._ran(*command):
                return
            time.sleep(PAUSE)
        self._run(*command)

    def _ran(self, *command: str) -> bool:
        return self._done(*command).returncode == 0

    def _run(self, *command: str, may_fail: bool = False) -> str:
        done = self._done(*command)
        if done.returncode and not may_fail:
            raise TrialError(_("This failed: {what}").format(what=" ".join(command)))
        return done.stdout

    def _done(self, *command: str) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(
                command, env=self._environment, capture_output=True, timeout=PATIENCE, text=True
            )
        except FileNotFoundError:
            raise TrialError(
                _("{program} is not installed. `make setup` installs it.").format(
                    program=command[0]
                )
            ) from None
        except subprocess.TimeoutExpired:
            raise TrialError(_("No window for: {what}").format(what=" ".join(command))) from None
