"""One request and its answer, on a connection of its own."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy

import requests

from agent.report.enrolment import is_loopback
from agent.report.request import DEVICE_KEY

#: Seconds to reach central, and to wait for its answer.
TIMEOUT = (10, 30)
#: Bytes of an answer; a quarter's list of keys has less than one million.
LARGEST = 8 * 1024 * 1024
_CHUNK = 64 * 1024


class Unreachable(Exception):
    """No answer came. What was sent may have arrived or not; sending it again is harmless."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, to the byte. With a `body` it is a POST, without a GET."""

    address: str
    headers: Mapping[str, str]
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What central said."""

    status: int
    retry_after: str | None = None
    body: bytes = b""


#: Sends a request, with the device key where one is to be shown. Raises Unreachable.
Exchange = Callable[[Request, bytes], Reply]


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


def exchange(request: Request, key: bytes) -> Reply:
    """Ask once. Raises Unreachable.

    Each time on a new connection: two messages on one would be known for the same device's.
    """
    try:
        with make_session(request.address) as session:
            answer = session.request(
                "GET" if request.body is None else "POST",
                request.address,
                data=request.body,
                headers=_headers(request.headers, key),
                timeout=TIMEOUT,
                # Elsewhere nobody asked us to go, and the key must not go there.
                allow_redirects=False,
                stream=True,
            )
            body = _read(answer)
            return Reply(answer.status_code, answer.headers.get("Retry-After"), body)
    except (requests.RequestException, OSError) as fault:
        raise Unreachable(type(fault).__name__) from None


def _read(answer: requests.Response) -> bytes:
    body = b""
    for chunk in answer.iter_content(_CHUNK):
        body += chunk
        if len(body) > LARGEST:
            raise Unreachable("endless answer")
    return body


def _headers(kept: Mapping[str, str], key: bytes) -> dict[str, str]:
    bearer = "Bearer " + urlsafe_b64encode(key).decode("ascii").rstrip("=")
    return {name: bearer if value == DEVICE_KEY else value for name, value in kept.items()}
