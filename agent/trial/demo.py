"""The demonstration: a whole company on one machine, and what a person in it would see.

stand-in chat page ─ Chromium with our extension ─ plimsoll-host ─ agent ─ central
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.door_client import DoorClient
from agent.trial import scenes
from agent.trial.browsing import browsing
from agent.trial.chat_page import Field
from agent.trial.child import TrialError
from agent.trial.picture import picture
from agent.trial.scenes import Stage
from agent.trial.session import Session, session
from agent.trial.typist import Typist
from agent.words import gettext as _

#: Seconds of a demonstration's week.
WEEK = 15
#: Seconds until a closed week must have reached central.
PATIENCE = 75.0

INSTALLED = {"approved_tool_name": "Company Copilot", "approved_tool_url": scenes.APPROVED_URL}

FIELDS: tuple[Field, ...] = ("plain", "rich")

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Album:
    """Prints each step and keeps a picture of the screen."""

    folder: Path
    display: str
    say: Say

    def tell(self, words: str, name: str) -> None:
        number = len(list(self.folder.glob("*.png"))) + 1
        picture(self.display, self.folder / f"{number:02}-{name}.png")
        self.say(f"  ✓ {words}")


def demonstrate(folder: Path, say: Say, stay: Callable[[Session], None] | None = None) -> None:
    """Play every scene; pictures and `sent.txt` go to `folder`. Raises TrialError at the first
    step that fails. `stay` is called before everything is put away."""
    _emptied(folder)
    with tempfile.TemporaryDirectory(prefix="plimsoll-demo-") as place, ExitStack() as stack:
        running, stage = stack.enter_context(_opened(Path(place), folder, say))
        _play(stage, say)
        _count(running, stage, folder)
        if stay:
            stay(running)
        say(_("The agent is killed"))
        stage.page.open()
        with stage.copied(scenes.marked_text("plain")):
            scenes.agent_killed(stage, "plain", running.agent.pid)


@contextmanager
def _opened(place: Path, folder: Path, say: Say) -> Iterator[tuple[Session, Stage]]:
    installed = place / "install.json"
    installed.write_text(json.dumps(INSTALLED), "utf-8")
    with ExitStack() as stack:
        enter = stack.enter_context
        running = enter(
            session(
                place / "home",
                week_seconds=WEEK,
                environment=_without_desktop(os.environ),
                install_values=installed,
            )
        )
        driver = enter(browsing("chromium", place, running))
        album = Album(folder, running.display.name, say)
        yield running, Stage(driver, Typist(running.environment, place), place, album.tell)


def _play(stage: Stage, say: Say) -> None:
    stage.page.open()
    names = {"plain": _("A plain text field"), "rich": _("A rich editor (ProseMirror)")}
    for field in FIELDS:
        say(names[field])
        with stage.copied(scenes.marked_text(field)):
            for scene in (scenes.held, scenes.redacted, scenes.opened_approved, scenes.continued):
                scene(stage, field)
        with stage.copied(scenes.PUBLIC):
            scenes.unmarked(stage, field)


def _count(running: Session, stage: Stage, folder: Path) -> None:
    """Wait until a week with our warnings was sent; show it in the console and to the byte."""
    _wait_until_counted(running)
    sent = _sent(running) + _sent(running, "--all", "--bytes")
    (folder / "sent.txt").write_text(sent, "utf-8")
    stage.driver.get(str(running.console_url))
    stage.tell(_("The console shows the counts; sent.txt shows every byte that left."), "console")


def _sent(running: Session, *options: str) -> str:
    """What `plimsoll sent` prints."""
    command = [sys.executable, "-m", "agent.cli", "--home", str(running.home), "sent", *options]
    done = subprocess.run(command, capture_output=True, text=True, env=dict(running.environment))
    if done.returncode:
        raise TrialError(_("plimsoll sent failed: {reason}").format(reason=done.stderr.strip()))
    return done.stdout


def _wait_until_counted(running: Session) -> None:
    end = time.monotonic() + PATIENCE
    with DoorClient(running.home / "door") as door:
        while time.monotonic() < end:
            if sum(map(_warnings, door.ask("sent")["messages"])) >= scenes.WARNINGS * len(FIELDS):
                return
            time.sleep(0.5)
    raise TrialError(_("The counts did not reach central."))


def _warnings(message: Mapping[str, Any]) -> int:
    """How many warnings a message counts that central has received."""
    counted = message["state"] == "sent" and str(message.get("metric", "")).startswith("warn.")
    return int(message["value"]) if counted else 0


def _without_desktop(environment: Mapping[str, str]) -> dict[str, str]:
    """Keys are typed and windows change: that must not happen on a person's own desktop."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY"}
    return {name: value for name, value in environment.items() if name not in hidden}


def _emptied(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("*.png"), folder / "sent.txt"):
        old.unlink(missing_ok=True)
