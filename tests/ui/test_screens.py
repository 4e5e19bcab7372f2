from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parent.parent.parent
PAINTER = Path(__file__).parent / "screens.py"
FOLDER = ROOT / "build" / "screens"

SURFACES = (
    *("warning", "block", "many", "japanese", "right-to-left", "table", "narrow", "huge"),
    *("compare", "reasons", "now", "tools", "letters", "sent", "policy", "arming"),
    *("proposal", "letter", "letter-whole", "letter-warned", "incident", "incident-narrow"),
)


@pytest.mark.parametrize(("scale", "suffix"), [("1", ""), ("2", "-200")])
def test_every_surface_can_be_painted_and_says_nothing_on_stderr(
    screen: str, scale: str, suffix: str
) -> None:
    here = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": scale}
    command = [sys.executable, str(PAINTER), str(FOLDER), suffix]
    done = subprocess.run(
        command, env={**here, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")

    for name in SURFACES:
        for theme in ("", "-dark"):
            picture = QImage(str(FOLDER / f"{name}{theme}{suffix}.png"))
            assert picture.width() > 200, name
            assert len(_colours(picture)) > 2, name


def _colours(picture: QImage) -> set[int]:
    """The colours of every seventh pixel: an empty surface has one."""
    across, down = range(0, picture.width(), 7), range(0, picture.height(), 7)
    return {picture.pixel(x, y) for x in across for y in down}
