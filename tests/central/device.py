"""A device as central sees one: it enrols, gets tokens, seals messages and sends them."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from agent.report.blind_rsa import Blinded
from agent.report.tokens import TokenKey, challenge_digest

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
SECONDS = 20
COUNTED, REFUSED, TOO_OLD, CONFLICT = range(4)

#: Nonce and signature.
Token = tuple[bytes, bytes]


def base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def read_enrolment(line: str) -> dict[str, object]:
    return dict(json.loads(from_base64url(line.strip().removeprefix("plimsoll1."))))


def text_of(epoch: int, metric: int, value: int, label: int = 0) -> bytes:
    """The 96 bytes of JSON."""
    text = f'{{"e":{epoch},"l":{label},"m":{metric},"v":{value}}}'
    return text.encode().ljust(96)


def seal(body: bytes, collector_key: str, info: bytes = b"plimsoll tk1") -> bytes:
    key = X25519PublicKey.from_public_bytes(from_base64url(collector_key))
    return SUITE.encrypt(body, key, info=info)


@dataclass
class Device:
    """One device with its key and the enrolment string that it was given."""

    enrolment: dict[str, object]
    key: bytes
    #: (kind, epoch) to metric to token.
    wallet: dict[tuple[str, int], dict[int, Token]] = field(default_factory=dict)

    @classmethod
    def with_string(cls, line: str) -> Device:
        return cls(read_enrolment(line), secrets.token_bytes(32))

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {base64url(self.key)}"}

    def enrol(self) -> requests.Response:
        digest = base64url(hashlib.sha256(self.key).digest())
        body = {"token": self.enrolment["token"], "device_key": digest}
        return requests.post(f"{self.enrolment['issuer']}/v1/enrol", json=body, timeout=SECONDS)

    def rotate(self, new: bytes) -> requests.Response:
        """Asks for the key `new` instead of the present one, and goes on with the present one."""
        body = {"device_key": base64url(hashlib.sha256(new).digest())}
        address = f"{self.enrolment['issuer']}/v1/rotate"
        return requests.post(address, json=body, headers=self.bearer, timeout=SECONDS)

    def keys(self, quarter: int = 0) -> dict[str, object]:
        """The list of keys, once its signature is checked."""
        answer = requests.get(f"{self.enrolment['issuer']}/v1/keys/{quarter}", timeout=SECONDS)
        line, _newline, content = answer.content.partition(b"\n")
        operator = from_base64url(str(self.enrolment["operator_key"]))
        signature = from_base64url(line.decode())
        Ed25519PublicKey.from_public_bytes(operator).verify(
            signature, b"plimsoll tk1 keys\n" + content
        )
        return dict(json.loads(content))

    def token_keys(self, kind: str, epoch: int) -> dict[int, TokenKey]:
        for one in self.keys()["sets"]:  # type: ignore[attr-defined]
            if one["kind"] == kind and one["first"] <= epoch <= one["last"]:
                moduli = one["moduli"].items()
                return {int(metric): TokenKey(from_base64url(n)) for metric, n in moduli}
        raise AssertionError("no keys for this epoch")

    def ask(self, kind: str, epoch: int, body: bytes) -> requests.Response:
        address = f"{self.enrolment['issuer']}/v1/tokens/{kind}/{epoch}"
        return requests.post(address, data=body, headers=self.bearer, timeout=SECONDS)

    def tokens(self, kind: str, epoch: int) -> dict[int, Token]:
        """One token per metric."""
        if (kind, epoch) not in self.wallet:
            keys = self.token_keys(kind, epoch)
            asked: dict[int, tuple[bytes, bytes, Blinded]] = {}
            for metric, key in keys.items():
                nonce = secrets.token_bytes(32)
                said = key.token_input(nonce, challenge_digest(kind, epoch, metric))
                asked[metric] = nonce, said, key.blind(said, secrets.token_bytes)
            answer = self.ask(kind, epoch, b"".join(one[2].request for one in asked.values()))
            assert answer.status_code == 200, answer.text
            found = {}
            for at, (metric, (nonce, said, blinded)) in enumerate(asked.items()):
                part = answer.content[256 * at : 256 * at + 256]
                found[metric] = nonce, keys[metric].unblinded(said, part, blinded.unblind)
            self.wallet[kind, epoch] = found
        return self.wallet[kind, epoch]

    def body(
        self, epoch: int, metric: int, value: int, label: int = 0, kind: str = "week"
    ) -> bytes:
        """The 384 bytes before sealing."""
        nonce, signature = self.tokens(kind, epoch)[metric]
        return text_of(epoch, metric, value, label) + nonce + signature

    def seal(self, body: bytes, info: bytes = b"plimsoll tk1") -> bytes:
        return seal(body, str(self.keys()["collector_key"]), info)

    def message(self, epoch: int, metric: int, value: int) -> bytes:
        """A sealed message."""
        return self.seal(self.body(epoch, metric, value))

    def post(self, sealed: bytes, epoch: int, kind: str = "week") -> requests.Response:
        """To the relay."""
        address = f"{self.enrolment['relay']}/v1/boxes/{kind}/{epoch}"
        return requests.post(address, data=sealed, timeout=SECONDS)


def hand_over(
    collector: str, sealed: Iterable[bytes], epoch: int, kind: str = "week"
) -> requests.Response:
    """As the relay does it, in one bucket."""
    ordered = sorted(sealed, key=lambda one: hashlib.sha256(one).digest())
    address = f"{collector}/v1/boxes/{kind}/{epoch}/0/0"
    return requests.post(address, data=b"".join(ordered), timeout=SECONDS)


def results(answer: requests.Response) -> dict[bytes, int]:
    """Message hash to what became of it, out of a receipt whose signature is not looked at."""
    assert answer.status_code == 200, answer.text
    rows = answer.content[14:-64]
    return {rows[at : at + 32]: rows[at + 32] for at in range(0, len(rows), 33)}


def result(collector: str, sealed: bytes, epoch: int, kind: str = "week") -> int:
    """What became of one message."""
    found = results(hand_over(collector, [sealed], epoch, kind))
    return found[hashlib.sha256(sealed).digest()]
