"""The requests that leave, complete with headers: what is kept here is what is sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

#: Stands for the key in all that is kept; the uplink puts the key itself in its place.
DEVICE_KEY = "Bearer device key"


def message_request(collector: str, body: bytes) -> tuple[str, Mapping[str, str]]:
    """Address and headers of a sealed message."""
    address = f"{collector.rstrip('/')}/v1/messages"
    more = {"Content-Type": "application/octet-stream", "Authorization": DEVICE_KEY}
    return address, {**_headers(address, body), **more}


def enrolment_request(
    issuer: str, token: str, key_digest: str
) -> tuple[str, Mapping[str, str], bytes]:
    """Address, headers and body of the enrolment. `key_digest`: base64url of SHA-256."""
    address = f"{issuer.rstrip('/')}/v1/enrol"
    body = json.dumps({"token": token, "device_key": key_digest}).encode("ascii")
    return address, {**_headers(address, body), "Content-Type": "application/json"}, body


def request_line(address: str) -> str:
    """The first line of the request, such as `POST /v1/messages HTTP/1.1`."""
    return f"POST {urlsplit(address).path} HTTP/1.1"


def _headers(address: str, body: bytes) -> Mapping[str, str]:
    """The same for every device: no version, no language, no system."""
    return {
        "Host": urlsplit(address).netloc,
        "User-Agent": "Plimsoll",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Content-Length": str(len(body)),
    }
