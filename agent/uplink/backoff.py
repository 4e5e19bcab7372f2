"""How long to wait after a failure: at random, so that many devices do not come back at once."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

from agent.report.outbox import LONGEST_WAIT
from agent.report.randomness import Randomness, fraction

#: Seconds.
SHORTEST, LONGEST = 5.0, 900.0


def pause(failures: int, retry_after: float, randomness: Randomness) -> float:
    """Seconds to wait after that many failures in a row (1 or more).

    Full jitter: anything between 5 and the limit, which doubles up to 900. Where central named
    `retry_after` seconds (0: it did not), never less than those, and up to a tenth more.
    """
    chance = fraction(randomness)
    if retry_after > 0:
        return min(retry_after, LONGEST_WAIT / 2) * (1 + chance / 10)
    limit = min(LONGEST, SHORTEST * 2.0 ** min(failures, 10))
    return SHORTEST + (limit - SHORTEST) * chance


def retry_after(header: str | None, now: float) -> float:
    """Seconds that a `Retry-After` header asks for (RFC 9110, 10.2.3); 0 where it says nothing."""
    if not header:
        return 0.0
    if header.isascii() and header.isdigit():
        # More digits than this are more years than any of us has.
        return float(header[:9])
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - now)
    except ValueError:
        return 0.0
