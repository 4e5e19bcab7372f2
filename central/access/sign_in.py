"""Signing in with a password and a one-time code."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection

from central.access import accounts, attempts, totp
from central.access.accounts import Account
from central.access.keys import Keys
from central.access.passwords import matches


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody typed, and where it came from. Nothing of it is ever shown again."""

    email: str
    password: str = field(repr=False)
    code: str = field(repr=False)
    place: str = field(repr=False)


def sign_in(connection: Connection, keys: Keys, given: Credentials, now: float) -> Account | None:
    """Who this is, or None: wrong, or too many failures. Counts a failure."""
    name = keys.digest("account", given.email.strip().lower())
    place = keys.digest("place", given.place)
    moment = int(now)
    if attempts.too_many(connection, name, attempts.FOR_AN_ACCOUNT, moment):
        return None
    if attempts.too_many(connection, place, attempts.FOR_A_PLACE, moment):
        return None
    account = _right_one(connection, keys, given, now)
    if account is None:
        attempts.failed(connection, name, moment)
        attempts.failed(connection, place, moment)
        return None
    attempts.forget(connection, name)
    return account


def has_code(connection: Connection, keys: Keys, account: Account, code: str, now: float) -> bool:
    """Whether this is the account's one-time code of now; it is used up by asking."""
    secret = keys.unseal(account.totp) if account.totp else None
    step = totp.step_of(secret, code, now, account.totp_step) if secret else None
    return step is not None and accounts.use_step(connection, account.id, step)


def _right_one(
    connection: Connection, keys: Keys, given: Credentials, now: float
) -> Account | None:
    account = accounts.by_email(connection, given.email)
    # Both are always looked at, so that the time taken does not tell which one was wrong.
    right = matches(account.password if account else None, given.password)
    if account is None or not right or not account.active:
        return None
    return account if has_code(connection, keys, account, given.code, now) else None
