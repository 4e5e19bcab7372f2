"""Sends one kept request exactly as it is kept, with the device key in its place."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy

import requests

from agent.report.enrolment import is_loopback
from agent.report.outbox import Waiting
from agent.report.request import DEVICE_KEY

#: Seconds to reach central, and to wait for its answer.
TIMEOUT = (10, 30)


class Unreachable(Exception):
    """No answer came. What was sent may have arrived or not; sending it again is harmless."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What central said."""

    status: int
    retry_after: str | None


def make_session(address: str) -> requests.Session:
    """A session that adds nothing to our headers and remembers nothing between requests."""
    session = requests.Session()
    session.headers.clear()
    # Without an own `auth`, requests would put a password from ~/.netrc into our header.
    session.auth = lambda request: request
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    # What stays on this machine needs no proxy.
    session.trust_env = not is_loopback(address)
    return session


def send(session: requests.Session, message: Waiting, key: bytes) -> Reply:
    """POST the message once. Raises Unreachable."""
    try:
        answer = session.post(
            message.address,
            data=message.body,
            headers=_headers(message.headers, key),
            timeout=TIMEOUT,
            # Elsewhere nobody asked us to go, and the key must not go there.
            allow_redirects=False,
            stream=True,
        )
        answer.close()
    except (requests.RequestException, OSError) as fault:
        raise Unreachable(type(fault).__name__) from None
    return Reply(answer.status_code, answer.headers.get("Retry-After"))


def _headers(kept: Mapping[str, str], key: bytes) -> dict[str, str]:
    bearer = "Bearer " + urlsafe_b64encode(key).decode("ascii").rstrip("=")
    return {name: bearer if value == DEVICE_KEY else value for name, value in kept.items()}
