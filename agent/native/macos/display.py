"""Which kind of desktop this session has."""

from __future__ import annotations

import Quartz

from agent.native.contract import Session


def session_kind() -> Session:
    """None where nobody has signed in at a screen, such as over ssh."""
    return "native" if Quartz.CGSessionCopyCurrentDictionary() is not None else "none"
