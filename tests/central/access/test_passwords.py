"""Which passwords are taken, and how they are compared."""

from __future__ import annotations

import pytest

from central.access.passwords import hashed, matches, why_not


@pytest.mark.parametrize(
    "password",
    ["short", "password1234", "qwertyuiop12", "plimsollplimsoll", "annalindholm", "1" * 129],
)
def test_what_would_be_guessed_is_refused(password: str) -> None:
    assert why_not(password, "anna", "lindholm")


def test_a_good_one_is_taken_and_compared() -> None:
    good = "harbour pilot seventeen lamps"
    assert why_not(good) is None
    kept = hashed(good)
    assert kept.startswith("$argon2id$")
    assert matches(kept, good)
    assert not matches(kept, good + "x")
    assert not matches(None, "nobody has this password")
    assert not matches("rubbish", good)
