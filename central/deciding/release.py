"""Hands what was decided to the devices: signed, in the repository of rules."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from sqlalchemy import Engine

from central.deciding import store
from central.keys.key_file import KeyFileError
from central.keys.repository import KeysError
from central.keys.server_keys import ServerKeys
from central.store.engine import reading

_LOG = logging.getLogger(__name__)

FILE = "decisions.toml"


def release(engine: Engine, keys: ServerKeys, now: float) -> bool:
    """Signs the decisions where they changed; whether it did.

    Whichever central holds the key does it: another console's decision waits for its next round.
    """
    if not keys.can_decide:
        return False
    with reading(engine) as connection:
        content = store.file(connection)
    try:
        if keys.says(FILE, content):
            return False
        keys.decide({FILE: content}, datetime.fromtimestamp(now, UTC))
    except (KeysError, KeyFileError, OSError):
        _LOG.exception("The decisions could not be signed; they wait for the next round.")
        return False
    return True
