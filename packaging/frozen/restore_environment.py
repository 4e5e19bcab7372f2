"""Runs first in each frozen program: what it starts finds the system's libraries, not ours."""

import os

found = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if found is not None:
    os.environ["LD_LIBRARY_PATH"] = found
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
