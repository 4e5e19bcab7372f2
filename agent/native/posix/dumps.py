"""A process that crashes leaves no picture of its memory: what it held was a person's text."""

from __future__ import annotations

import resource


def forbid() -> None:
    """For this process and those that it starts.

    One byte, not none: Linux takes no notice of a limit of 0 where the dump is handed to a program
    such as systemd-coredump, and of 1 everywhere (fs/coredump.c, `cprm.limit`).
    """
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    limit = 1 if hard == resource.RLIM_INFINITY else min(1, hard)
    resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
