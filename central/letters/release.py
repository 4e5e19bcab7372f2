"""Hands the answers to the devices: signed, in the repository of rules."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from sqlalchemy import Engine

from central.keys.key_file import KeyFileError
from central.keys.repository import KeysError
from central.keys.server_keys import ServerKeys
from central.letters import store
from central.letters.answers import FILE, answers_file
from central.store.engine import reading

_LOG = logging.getLogger(__name__)


def release(engine: Engine, keys: ServerKeys, now: float) -> bool:
    """Signs the answers where they changed; whether it did."""
    if not keys.can_decide:
        return False
    with reading(engine) as connection:
        content = answers_file(store.sealed_answers(connection))
    try:
        if keys.says(FILE, content):
            return False
        keys.decide({FILE: content}, datetime.fromtimestamp(now, UTC))
    except (KeysError, KeyFileError, OSError):
        _LOG.exception("The answers could not be signed; they wait for the next round.")
        return False
    return True
