"""A device as central sees one: it enrols, seals messages and sends them. Written from docs/wire.md
alone, so that it shares no code with either side."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass

import requests
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
SECONDS = 20


def base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def read_enrolment(line: str) -> dict[str, object]:
    return dict(json.loads(from_base64url(line.strip().removeprefix("plimsoll1."))))


def plain_message(
    epoch: int, metric: int, value: int, nonce: bytes | None = None, group: int = 0
) -> bytes:
    """The 128 bytes before sealing."""
    nonce = nonce or secrets.token_bytes(32)
    text = f'{{"e":{epoch},"g":{group},"m":{metric},"n":"{nonce.hex()}","v":{value}}}'
    return text.encode().ljust(128)


def seal(plain: bytes, collector_key: str, info: bytes = b"plimsoll tk1") -> bytes:
    key = X25519PublicKey.from_public_bytes(from_base64url(collector_key))
    return SUITE.encrypt(plain, key, info=info)


@dataclass(frozen=True)
class Device:
    """One device with its key and the enrolment string that it was given."""

    enrolment: dict[str, object]
    key: bytes

    @classmethod
    def with_string(cls, line: str) -> Device:
        return cls(read_enrolment(line), secrets.token_bytes(32))

    def enrol(self) -> requests.Response:
        digest = base64url(hashlib.sha256(self.key).digest())
        body = {"token": self.enrolment["token"], "device_key": digest}
        return requests.post(f"{self.enrolment['issuer']}/v1/enrol", json=body, timeout=SECONDS)

    def seal(self, plain: bytes) -> bytes:
        return seal(plain, str(self.enrolment["collector_key"]))

    def send(self, sealed: bytes) -> requests.Response:
        headers = {
            "Authorization": f"Bearer {base64url(self.key)}",
            "Content-Type": "application/octet-stream",
        }
        address = f"{self.enrolment['collector']}/v1/messages"
        return requests.post(address, data=sealed, headers=headers, timeout=SECONDS)

    def say(self, epoch: int, metric: int, value: int) -> int:
        """Sends one message and returns the status."""
        return self.send(self.seal(plain_message(epoch, metric, value))).status_code
