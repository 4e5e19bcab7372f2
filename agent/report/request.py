"""The requests that leave, complete with headers: what is kept here is what is sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

#: Stands for the key in all that is kept; the uplink puts the key itself in its place.
DEVICE_KEY = "Bearer device key"

_BYTES = {"Content-Type": "application/octet-stream"}


def message_request(
    relay: str, period: str, epoch: int, body: bytes
) -> tuple[str, Mapping[str, str]]:
    """Address and headers of a sealed message. Nothing in them says whose it is."""
    address = f"{relay.rstrip('/')}/v1/boxes/{period}/{epoch}"
    return address, {**_headers(address, body), **_BYTES}


def tokens_request(
    issuer: str, period: str, epoch: int, body: bytes
) -> tuple[str, Mapping[str, str]]:
    """Address and headers of the request for an epoch's tokens."""
    address = f"{issuer.rstrip('/')}/v1/tokens/{period}/{epoch}"
    return address, {**_headers(address, body), **_BYTES, "Authorization": DEVICE_KEY}


def enrolment_request(
    issuer: str, token: str, key_digest: str
) -> tuple[str, Mapping[str, str], bytes]:
    """Address, headers and body of the enrolment. `key_digest`: base64url of SHA-256."""
    address = f"{issuer.rstrip('/')}/v1/enrol"
    body = json.dumps({"token": token, "device_key": key_digest}).encode("ascii")
    return address, json_request(address, body), body


def rotation_request(issuer: str, key_digest: str) -> tuple[str, Mapping[str, str], bytes]:
    """Address, headers and body of the change of keys. `key_digest`: the new one's."""
    address = f"{issuer.rstrip('/')}/v1/rotate"
    body = json.dumps({"device_key": key_digest}).encode("ascii")
    return address, {**json_request(address, body), "Authorization": DEVICE_KEY}, body


def json_request(address: str, body: bytes) -> Mapping[str, str]:
    """Headers of a POST whose body is JSON."""
    return {**_headers(address, body), "Content-Type": "application/json"}


def question(address: str) -> Mapping[str, str]:
    """Headers of a GET."""
    return {name: value for name, value in _headers(address, b"").items() if name in _ASKING}


def request_line(address: str) -> str:
    """The first line of the request, such as `POST /v1/boxes/week/2967 HTTP/1.1`."""
    return f"POST {urlsplit(address).path} HTTP/1.1"


_ASKING = ("Host", "User-Agent", "Accept", "Accept-Encoding")


def _headers(address: str, body: bytes) -> Mapping[str, str]:
    """The same for every device: no version, no language, no system."""
    return {
        "Host": urlsplit(address).netloc,
        "User-Agent": "Plimsoll",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Content-Length": str(len(body)),
    }
