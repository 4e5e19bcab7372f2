"""Room that is kept for bad times: a file that is given up when the disk is full."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

#: Enough for the log of some thirty counts, or of an epoch that closes.
BYTES = 1024 * 1024


class Ballast:
    """Laid while there is room, and given up so that what is counted now still finds some."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def lay(self) -> None:
        """Take the room, where it is not taken and is there."""
        if self._file.exists():
            return
        begun = self._file.with_name(f"{self._file.name}-begun")
        with suppress(OSError):
            try:
                # Random: a file system that compresses would keep no room for zeros.
                begun.write_bytes(os.urandom(BYTES))
                begun.replace(self._file)
            finally:
                begun.unlink(missing_ok=True)

    def give_up(self) -> bool:
        """Whether there was some to give."""
        try:
            self._file.unlink()
        except OSError:
            return False
        return True
