"""Lets one program see files of a trial as if they were the machine's own."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

#: Folders of the machine that can be laid over.
PARTS = ("etc", "usr/lib")

_SCRIPT = """#!/bin/sh
exec unshare {mapped} --mount sh -c {mounts} {program} "$@"
"""


def overlaid(program: str, system: Path, place: Path) -> Path:
    """A program, put into `place`, that runs `program` with `system` over the machine's folders.

    Where `system` has nothing to lay over, it is `program` itself. The mounts stand in a namespace
    of its own and end with it (unshare(1), overlayfs).
    """
    parts = [part for part in PARTS if (system / part).is_dir()]
    if not parts:
        return Path(program)
    mounts = [f"mount -t overlay overlay -o lowerdir={system / p}:/{p} /{p}" for p in parts]
    script = _SCRIPT.format(
        mapped="" if os.geteuid() == 0 else "--map-root-user",
        mounts=shlex.quote(" && ".join([*mounts, 'exec "$0" "$@"'])),
        program=shlex.quote(program),
    )
    wrapper = place / f"overlaid-{Path(program).name}"
    wrapper.write_text(script, "utf-8")
    wrapper.chmod(0o700)
    return wrapper
