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
    *("compare", "reasons", "now", "tools", "sent", "policy", "arming"),
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
            assert len({picture.pixel(x, picture.height() // 2) for x in range(200)}) > 1, name
