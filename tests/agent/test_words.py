"""The desktop's language is spoken where the environment names none, also by children."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from agent.words import _ASKED

SAY = "from agent.words import speak, gettext; speak(('de_DE',)); print(gettext('Cancel'))"


@pytest.mark.parametrize(
    ("named", "said"), [({}, "Abbrechen"), ({"LANG": "en_GB.UTF-8"}, "Cancel")]
)
def test_the_environment_comes_first(named: dict[str, str], said: str) -> None:
    silent = {key: value for key, value in os.environ.items() if key not in _ASKED}

    printed = subprocess.run(
        [sys.executable, "-c", SAY], env=silent | named, capture_output=True, text=True, timeout=60
    )

    assert printed.stdout.strip() == said
