"""Every way into every editor, in each browser, with each answer.

What is left is what the browser's own paste leaves. Prints the table; a dot is a cell in which the
browser's own leaves nothing, so that there is nothing to compare.

Run: .venv/bin/python -m bench.browser_matrix [--browser NAME] [--editor NAME] [--way NAME]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agent.trial.browsing import BROWSERS, BrowserName, browsing
from agent.trial.child import TrialError
from agent.trial.session import session
from agent.trial.typist import Typist
from bench.editors.build import EDITORS, build_editors
from bench.editors.play import ANSWERS, WAYS, NothingOwn, Player, clipboard

NOTHING = "·"
BUILT = Path(__file__).parent.parent / "build" / "editors"


@contextmanager
def playing(browser: BrowserName) -> Iterator[Player]:
    """A browser, an agent and the pages of the matrix, for as long as the block lasts."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        pages = build_editors(BUILT)
        with (
            session(folder / "home", week_seconds=3600, environment=environment) as running,
            browsing(browser, folder, running, more=pages) as driver,
            clipboard(running.environment) as offered,
        ):
            yield Player(driver, Typist(running.environment, folder), offered, running.home)


def main() -> None:
    """Print a row for each editor and the failures below; exit status 1 where a cell fails."""
    asked = _asked()
    failures: list[str] = []
    began = time.monotonic()
    cells = 0
    for browser in asked.browser:
        print(f"\n{browser:16}" + "".join(f"{w[0]}/{a:9}" for w in asked.way for a in asked.answer))
        with playing(browser) as player:
            for editor in asked.editor:
                row = []
                for way in asked.way:
                    for answer in asked.answer:
                        mark, fault = _played(player, editor, way, answer)
                        row.append(mark)
                        cells += mark != NOTHING
                        if fault:
                            failures.append(f"{browser} {editor} {way} {answer}: {fault}")
                print(f"{editor:16}" + "".join(f"{mark:11}" for mark in row), flush=True)
    print(f"\n{cells - len(failures)} of {cells} cells, {time.monotonic() - began:.0f} s")
    print("\n".join(failures))
    sys.exit(bool(failures))


def _played(player: Player, editor: str, way: str, answer: str) -> tuple[str, str]:
    """The cell's mark, and what is wrong with it."""
    try:
        fault = player.play(editor, way, answer)  # type: ignore[arg-type]
    except NothingOwn:
        return NOTHING, ""
    except TrialError as missing:
        fault = str(missing)
    return ("–", fault) if fault else ("✓", "")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, known in (
        ("browser", BROWSERS),
        ("editor", EDITORS),
        ("way", WAYS),
        ("answer", ANSWERS),
    ):
        parser.add_argument(f"--{name}", choices=known, action="append")
    asked = parser.parse_args()
    for name, known in (
        ("browser", BROWSERS),
        ("editor", EDITORS),
        ("way", WAYS),
        ("answer", ANSWERS),
    ):
        setattr(asked, name, getattr(asked, name) or known)
    return asked


if __name__ == "__main__":
    main()
