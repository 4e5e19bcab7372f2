"""The issuer's private keys, a file per quarter, and the list that the operator signed of them.

`keys/228.private` stays here, readable by its owner only; `keys/228` is for everybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from central.calendar import Calendar, Kind
from central.encoding import base64url, from_base64url
from central.home import Home, HomeError
from central.issuer.blind import BlindSigner
from central.key_list import KeySet
from central.words import gettext as _

_HALF = 128
#: Epochs whose keys are kept ready.
_EPOCHS = 16


class PrivateSet(msgspec.Struct, frozen=True):
    """The private keys of the epochs `first` to `last` of one kind, by metric number."""

    kind: Kind
    first: int
    last: int
    #: Both primes, 128 bytes each, base64url.
    primes: dict[str, str]

    @classmethod
    def of(cls, kind: Kind, first: int, last: int, keys: Mapping[int, BlindSigner]) -> PrivateSet:
        primes = {
            str(metric): base64url(b"".join(half.to_bytes(_HALF, "big") for half in key.primes))
            for metric, key in keys.items()
        }
        return cls(kind, first, last, primes)

    def signers(self) -> Mapping[int, BlindSigner]:
        """The keys by metric number, in the order of the registry."""
        found = {}
        for metric, text in self.primes.items():
            both = from_base64url(text)
            halves = (int.from_bytes(half, "big") for half in (both[:_HALF], both[_HALF:]))
            found[int(metric)] = BlindSigner(*halves)
        return found

    def public(self) -> KeySet:
        """What the operator signs of it."""
        moduli = {str(m): base64url(key.modulus) for m, key in self.signers().items()}
        return KeySet(self.kind, self.first, self.last, moduli)


class KeyFiles:
    """The two files of each quarter."""

    def __init__(self, home: Home, calendar: Calendar) -> None:
        self._home = home
        self._calendar = calendar
        self._ready = lru_cache(_EPOCHS)(self._load)

    def signed(self, quarter: int) -> bytes | None:
        """The signed list, or None where there is none yet."""
        return self._home.read(f"keys/{quarter}")

    def signers(self, kind: Kind, epoch: int) -> Mapping[int, BlindSigner] | None:
        """The private keys of an epoch by metric; None while their list is not signed."""
        if self.signed(self._calendar.quarter(kind, epoch)) is None:
            return None
        return self._ready(kind, epoch)

    def private(self, quarter: int) -> Sequence[PrivateSet] | None:
        """All private keys of a quarter, or None where none were made. Raises HomeError."""
        content = self._home.read(f"keys/{quarter}.private")
        if content is None:
            return None
        try:
            return msgspec.json.decode(content, type=list[PrivateSet])
        except msgspec.DecodeError as error:
            message = _("{file} holds no keys. Put the copy back that you made of it.")
            file = self._home.folder / "keys" / f"{quarter}.private"
            raise HomeError(message.format(file=file)) from error

    def put_private(self, quarter: int, sets: Sequence[PrivateSet]) -> None:
        self._home.write(f"keys/{quarter}.private", msgspec.json.encode(sets))

    def put_signed(self, quarter: int, file: bytes) -> None:
        self._home.write(f"keys/{quarter}", file)

    def _load(self, kind: Kind, epoch: int) -> Mapping[int, BlindSigner] | None:
        for one in self.private(self._calendar.quarter(kind, epoch)) or ():
            if one.kind == kind and one.first <= epoch <= one.last:
                return one.signers()
        return None
