"""One-time codes against the vectors of RFC 4226 and RFC 6238."""

from __future__ import annotations

import pytest

from central.access.totp import address, code, step_of

SECRET = b"12345678901234567890"


#: RFC 4226, appendix D: the codes of the counters 0 to 9.
HOTP = (
    *("755224", "287082", "359152", "969429", "338314"),
    *("254676", "287922", "162583", "399871", "520489"),
)


@pytest.mark.parametrize(("step", "expected"), list(enumerate(HOTP)))
def test_rfc_4226_appendix_d(step: int, expected: str) -> None:
    assert code(SECRET, step) == expected


@pytest.mark.parametrize(
    ("time", "expected"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_rfc_6238_appendix_b(time: int, expected: str) -> None:
    # The RFC prints eight digits; ours are the last six of them.
    assert code(SECRET, time // 30) == expected


def test_a_code_is_good_once_and_a_step_early_or_late() -> None:
    now = 1_800_000_000.0
    step = int(now) // 30

    assert step_of(SECRET, code(SECRET, step), now, 0) == step
    assert step_of(SECRET, code(SECRET, step - 1), now, 0) == step - 1
    assert step_of(SECRET, code(SECRET, step + 1), now, 0) == step + 1
    assert step_of(SECRET, code(SECRET, step), now, step) is None
    assert step_of(SECRET, code(SECRET, step - 2), now, 0) is None
    assert step_of(SECRET, "né", now, 0) is None


def test_the_app_is_told_the_secret_in_base_32() -> None:
    assert address(SECRET, "a@b.example").startswith(
        "otpauth://totp/Plimsoll:a%40b.example?secret="
    )
