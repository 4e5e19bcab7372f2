"""Writing to the company: seen whole, judged first, written once, and never without a look."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
WRITER = Path(__file__).parent / "letter_writer.py"
WHY = "It carries the mark “confidential”."


def test_a_letter_is_seen_whole_and_judged_before_it_is_written(
    screen: str, agent: Any, tmp_path: Path
) -> None:
    agent.answers["letter-check"] = {"found": [WHY], "redacted": "It is a [MARK]."}
    agent.answers["letter-write"] = {"letter": "7f"}
    mine = {"id": "7f", "state": "written", "kind_words": "A warning that is wrong"}
    agent.answers["letters"] = {"letters": [mine], "letters_taken": True}
    here = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(WRITER), str(tmp_path / "door")],
        env=here,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)

    assert "Write your name, or choose “Anonymous”." in said["unsigned"]
    for words in ("A warning that is wrong", "corporate.internal", "nobody: anonymous", WHY):
        assert words in said["whole"]
    assert "It is a menu." in said["whole"]
    assert said["shown"] == ["A warning that is wrong"]
    checked = [question["text"] for question in agent.of("letter-check")]
    assert checked == ["It is a menu.", "It is a [MARK]."]
    (written,) = agent.of("letter-write")
    fields = {key: written[key] for key in ("kind", "subject", "name", "text")}
    assert fields == {
        "kind": "dispute",
        "subject": "corporate.internal",
        "name": "",
        "text": "It is a [MARK].",
    }
    assert "Write your name: a report is never anonymous." in said["nameless"]
    assert agent.of("incident") == []
    # What was written is in no log of the tray.
    assert "menu" not in done.stderr
