"""Hands what was decided, answered and published to the devices: signed, with the rules."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine

from central.calendar import Calendar
from central.deciding import store
from central.deciding.groups import FILE as GROUPS
from central.deciding.groups import groups_file, large_groups
from central.deciding.versions import FILE as VERSIONS
from central.deciding.versions import versions_file
from central.keys.key_file import KeyFileError
from central.keys.repository import KeysError
from central.keys.server_keys import ServerKeys
from central.letters import store as letters
from central.letters.answers import FILE as ANSWERS
from central.letters.answers import answers_file
from central.policies.published import FILE as POLICY
from central.policies.published import policy_file
from central.register.released import FILE as REGISTER
from central.register.released import register_file
from central.registry import Registry
from central.store.engine import reading

_LOG = logging.getLogger(__name__)

FILE = "decisions.toml"


def release(
    engine: Engine,
    keys: ServerKeys,
    registry: Registry,
    calendar: Calendar,
    given_out: Sequence[str],
    now: float,
) -> bool:
    """Signs decisions, answers, policy, register, groups and versions where they changed.

    Whether it did. `given_out`: versions of the companion, newest first. Whichever central holds
    the key does it: another console's decision waits for its next round.
    """
    if not keys.can_decide:
        return False
    with reading(engine) as connection:
        files = {
            FILE: store.file(connection),
            ANSWERS: answers_file(letters.sealed_answers(connection)),
            POLICY: policy_file(connection),
            REGISTER: register_file(connection),
        }
    files[GROUPS] = groups_file(large_groups(engine, registry, calendar, now))
    files[VERSIONS] = versions_file(given_out)
    try:
        changed = {name: text for name, text in files.items() if not keys.says(name, text)}
        if not changed:
            return False
        keys.decide(changed, datetime.fromtimestamp(now, UTC))
    except (KeysError, KeyFileError, OSError):
        _LOG.exception("What was decided could not be signed; it waits for the next round.")
        return False
    return True
