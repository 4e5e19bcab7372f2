"""Pauses: random, bounded, and never shorter than central asked for."""

from __future__ import annotations

import secrets

import pytest

from agent.uplink.backoff import LONGEST, SHORTEST, pause, retry_after


@pytest.mark.parametrize("failures", [1, 2, 5, 9, 10, 1000])
def test_a_pause_is_within_its_bounds(failures: int) -> None:
    limit = min(LONGEST, SHORTEST * 2 ** min(failures, 10))

    pauses = [pause(failures, 0, secrets.token_bytes) for _ in range(200)]

    assert min(pauses) >= SHORTEST and max(pauses) <= limit
    assert max(pauses) - min(pauses) > (limit - SHORTEST) / 2


def test_what_central_asks_for_is_the_least() -> None:
    pauses = [pause(1, 300, secrets.token_bytes) for _ in range(200)]

    assert min(pauses) >= 300 and max(pauses) <= 330


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("120", 120),
        ("-5", 0),
        ("soon", 0),
        ("9" * 400, 999_999_999),
        ("Thu, 01 Jan 1970 00:02:00 GMT", 20),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(header: str | None, seconds: float) -> None:
    assert retry_after(header, now=100.0) == seconds


def test_no_header_makes_a_device_wait_for_ever() -> None:
    assert pause(1, 1e12, secrets.token_bytes) <= 86_400
