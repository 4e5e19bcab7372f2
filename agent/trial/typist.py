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
PATIENCE = 15.0
#: Seconds between two looks.
PAUSE = 0.05


class Typist:
    """One pair of hands on one screen."""

    def __init__(self, environment: Mapping[str, str], logs: Path) -> None:
        """`environment` names the screen; `logs` is a folder for what programs print."""
        self._environment = dict(environment)
        self._logs = logs

    def press(self, *keys: str) -> None:
        """Press keys one after another, such as "ctrl+v" or "Return"."""
        self._run("xdotool", "key", "--clearmodifiers", *keys)

    def go_to(self, window_class: str) -> None:
        """Give the focus to the window of a program, as soon as it can be given."""
        command = (
            *("xdotool", "search", "--sync", "--onlyvisible", "--class", window_class),
            *("windowactivate", "--sync"),
        )
        # A window that was found may be gone or not managed yet when it is activated.
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self._ran(*command):
                return
            time.sleep(PAUSE)
        self._run(*command)

    @contextmanager
    def copied(self, file: Path) -> Iterator[None]:
        """Open a file in a text editor, select all and copy; the editor stays open in the block."""
        log = self._logs / "editor.log"
        with child(("l3afpad", str(file)), environment=self._environment, log=log):
            self.go_to("l3afpad")
            self._copy_until(file.read_text("utf-8").strip())
            yield

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
