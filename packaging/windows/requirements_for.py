"""Prints a lock file as it holds for Windows: marked lines that hold there, without their marks.

python packaging/windows/requirements_for.py requirements/package.txt > build/windows.txt

`pip install --platform win_amd64` picks wheels of Windows but asks its own system about the marks,
and would so leave out what Windows alone needs.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

#: The Windows that the program is frozen for, in the words of PEP 508.
WINDOWS = {
    "implementation_name": "cpython",
    "implementation_version": "3.11.9",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": "3.11.9",
    "python_version": "3.11",
    "sys_platform": "win32",
}

#: A requirement and the lines of its hashes.
_ENTRY = re.compile(r"^(?P<requirement>[^\s#][^\\\n]*)\\\n(?P<hashes>(?:\s+--hash=.*\n?)+)", re.M)


def entries(lock: str) -> Iterator[str]:
    """Each entry of the lock file that holds on Windows."""
    for entry in _ENTRY.finditer(lock):
        wanted = Requirement(entry["requirement"].strip())
        if wanted.marker is None or wanted.marker.evaluate(WINDOWS):
            yield f"{wanted.name}{wanted.specifier} \\\n{entry['hashes'].rstrip()}\n"


if __name__ == "__main__":
    sys.stdout.writelines(entries(Path(sys.argv[1]).read_text("utf-8")))
