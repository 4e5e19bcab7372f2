"""The public keys that tokens are held against, out of the operator's signed lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from central.calendar import Calendar, Kind
from central.key_list import KeyList, KeyListError, Operator
from central.tokens import TokenKey, challenge_digest

#: Epochs whose keys are kept ready: those that arrive now, and a few late ones.
_EPOCHS = 24


class NoKeys(Exception):
    """The list of this epoch's keys is not to be had now. Nothing can be said of its messages."""


class TokenKeys:
    """Loads a quarter's list when a message asks for it, and keeps it."""

    def __init__(
        self, fetch: Callable[[int], bytes | None], operator: Operator, calendar: Calendar
    ) -> None:
        """`fetch` gives the file of a quarter, or None where it is not there yet."""
        self._fetch = fetch
        self._operator = operator
        self._calendar = calendar
        self._lists: dict[int, KeyList] = {}
        self._ready = lru_cache(_EPOCHS)(self._load)

    def proves(self, token: tuple[bytes, bytes], kind: Kind, epoch: int, number: int) -> bool:
        """Whether a token (nonce, signature) is for this number in this epoch. Raises NoKeys."""
        nonce, signature = token
        found = self._ready(kind, epoch).get(number)
        digest = challenge_digest(kind, epoch, number)
        return found is not None and found.proves(nonce, digest, signature)

    def _load(self, kind: Kind, epoch: int) -> Mapping[int, TokenKey]:
        quarter = self._calendar.quarter(kind, epoch)
        moduli = self._list(quarter).moduli(kind, epoch)
        if moduli is None:
            raise NoKeys
        return {metric: TokenKey(modulus) for metric, modulus in moduli.items()}

    def _list(self, quarter: int) -> KeyList:
        if quarter not in self._lists:
            file = self._fetch(quarter)
            if file is None:
                raise NoKeys
            try:
                self._lists[quarter] = self._operator.read(file)
            except KeyListError as error:
                raise NoKeys from error
        return self._lists[quarter]
