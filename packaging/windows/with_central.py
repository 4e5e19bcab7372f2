"""Runs a command beside a central on loopback: with_central.py COMMAND…

PLIMSOLL_ENROLMENT holds the string that a device enrols with; a week of it lasts 20 seconds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from agent.trial.company import company


def main() -> int:
    """The command's exit status."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with company(folder, week_seconds=20, environment=os.environ, logs=folder) as there:
            variables = {**os.environ, "PLIMSOLL_ENROLMENT": there.enrolment}
            return subprocess.run(sys.argv[1:], env=variables).returncode


if __name__ == "__main__":
    sys.exit(main())
