"""The tray: `python -m ui.app --home FOLDER`. The whole of it is put together here.

The agent starts it, and it ends when the agent is gone for good.
"""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from PySide6.QtCore import QLockFile, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from agent import __version__
from agent.logs import begin_log
from agent.native import dumps, family
from ui.arming import Arming
from ui.asking import Asking
from ui.bridge import Lane, Watch
from ui.clipboard import Clipboard
from ui.companion import Companion
from ui.correspondence import Correspondence
from ui.ending import EndingOnSignal
from ui.readers import reader_for
from ui.surfaces import Surfaces

log = logging.getLogger(__name__)

#: Milliseconds that a tray of an agent that has just ended may take to end as well.
LOCK_PATIENCE = 10_000
#: Seconds for an answer about the clipboard: 16 MB of text take a while to judge.
COPY_PATIENCE = 60.0
#: Seconds for any other answer.
PATIENCE = 10.0
#: How often we knock in vain, twice a second, before we take the agent for gone.
KNOCKS = 120


def main(arguments: list[str] | None = None) -> int:
    """Run until the agent is gone. 0: ended as asked, or another tray is here already."""
    home = _home(arguments)
    dumps.forbid()
    begin_log(home / "tray.log")
    lock = QLockFile(str(home / "tray.lock"))
    if not lock.tryLock(LOCK_PATIENCE):
        log.info("tray.another-runs")
        return 0
    app = QApplication(["plimsoll"])
    app.setApplicationDisplayName("Plimsoll")
    app.setQuitOnLastWindowClosed(False)
    app.setStyle("Fusion")
    status = _run(app, home / "door")
    lock.unlock()
    return status


def _run(app: QApplication, door: Path) -> int:
    questions = Lane(door, "questions", PATIENCE)
    copies = Lane(door, "copies", COPY_PATIENCE)
    clipboard = Clipboard(QGuiApplication.clipboard(), reader_for(QGuiApplication.platformName()))
    surfaces = Surfaces(app, __version__, lambda: arming.offers)
    arming = Arming(
        clipboard, lambda then: companion.keep(then), lambda: surfaces.colours, surfaces.place
    )
    asking = Asking(lambda: surfaces.colours, _open_address, surfaces.show_sent)
    letters = Correspondence(questions, surfaces.show_letters)
    companion = Companion(questions, copies, clipboard, asking, arming, surfaces, letters)
    surfaces.check_wanted.connect(companion.check_clipboard)
    surfaces.try_wanted.connect(companion.try_browsers)
    surfaces.messages_wanted.connect(companion.fetch_messages)
    surfaces.proposal_answered.connect(companion.answer_proposal)
    surfaces.pause_wanted.connect(companion.pause)
    surfaces.clear_wanted.connect(companion.clear_messages)
    surfaces.letters_wanted.connect(letters.fetch)
    surfaces.letter_wanted.connect(letters.write_letter)
    surfaces.incident_wanted.connect(letters.report_incident)
    surfaces.letter_taken_back.connect(letters.take_back)
    surfaces.policy_acknowledged.connect(companion.acknowledge_policy)
    surfaces.lesson_done.connect(companion.finish_lesson)
    watch = _watch(app, door, companion)
    ending = EndingOnSignal(app.quit)
    surfaces.start()
    watch.start()
    log.info("tray.started: %s", QGuiApplication.platformName())
    status = app.exec()
    surfaces.hide()
    for part in (watch, questions, copies):
        part.stop()
    ending.stop()
    log.info("tray.ended")
    return status


def _watch(app: QApplication, door: Path, companion: Companion) -> Watch:
    watch = Watch(door, __version__, family.starter_gone(), KNOCKS)
    watch.happened.connect(companion.happened)
    watch.opened.connect(companion.agent_came)
    watch.closed.connect(companion.agent_went)
    watch.ended.connect(app.quit)
    return watch


def _open_address(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))


def _home(arguments: list[str] | None) -> Path:
    parser = argparse.ArgumentParser(prog="ui.app", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="The agent's state folder.")
    home: Path = parser.parse_args(arguments).home
    return home


if __name__ == "__main__":
    sys.exit(main())
