"""Passwords: which are good enough, and how they are kept (Argon2id, RFC 9106)."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from central.words import gettext as _

SHORTEST, LONGEST = 12, 128
#: Guesses that a password must withstand: 10^10, which zxcvbn calls "very unguessable".
ENOUGH = 4

_HASHER = PasswordHasher()
#: Checked where there is no account, so that both take the same time.
_NOBODY = _HASHER.hash("nobody has this password")


def why_not(password: str, *about: str) -> str | None:
    """Why this is no good password, or None. `about` are words that a guesser would try first."""
    if len(password) < SHORTEST:
        return _("A password has at least {count} characters.").format(count=SHORTEST)
    if len(password) > LONGEST:
        return _("A password has at most {count} characters.").format(count=LONGEST)
    # zxcvbn reads 72 characters; what comes after only makes it better.
    found = zxcvbn(password[:72], user_inputs=["plimsoll", *about])
    if found["score"] < ENOUGH:
        return _(
            "This password would be guessed. "
            "Four or five words that do not belong together are better."
        )
    return None


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _HASHER.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password. Takes as long where there is none."""
    try:
        return _HASHER.verify(kept or _NOBODY, password[:LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
