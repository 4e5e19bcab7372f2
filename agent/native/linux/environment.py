"""The names of the variables that a process was started with (proc(5), environ)."""

from __future__ import annotations

from pathlib import Path


def variable_names(pid: int) -> frozenset[str]:
    """Names only: each value is dropped where it is read. Nothing for other accounts' processes."""
    try:
        entries = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return frozenset()
    return frozenset(entry.partition(b"=")[0].decode("ascii", "replace") for entry in entries)
