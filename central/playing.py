"""One process plays one role, until it is told to stop or whoever started it is gone."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable

from central.parts import Wanted, make_part
from central.roles import Role
from central.serving import serve


def play(role: Role, wanted: Wanted, ready: Callable[[str], None]) -> None:
    """`ready` is called with each line to print, once it answers.

    Raises what `make_part` does, and ServeError, before anything is served.
    """
    wanted.home.make()
    # The rules lie in central's own folder, which `serve` holds for all of them.
    lock = None if role is Role.RULES else wanted.home.lock()
    parent = multiprocessing.parent_process()
    try:
        serve(make_part(role, wanted), wanted.place, ready, parent.sentinel if parent else None)
    finally:
        if lock is not None:
            lock.close()
