"""The public keys that tokens are held against, out of the operator's signed lists."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import lru_cache

from central.calendar import Calendar, Kind
from central.key_list import KeyList, KeyListError, Operator
from central.tokens import TokenKey, challenge_digest

#: Epochs whose keys are kept ready: those that arrive now, and a few late ones.
_EPOCHS = 24
#: Seconds for which the issuer's word holds that there is no list: whoever sends messages of an
#: epoch without keys costs it no more.
_ABSENT = 60.0


class NoKeys(Exception):
    """The list of this epoch's keys is not to be had now. Nothing can be said of its messages."""


class TokenKeys:
    """Loads a quarter's list when a message asks for it, and keeps it."""

    def __init__(
        self, fetch: Callable[[int], bytes | None], operator: Operator, calendar: Calendar
    ) -> None:
        """`fetch` gives the file of a quarter, or None where there is none; raises NoKeys."""
        self._fetch = fetch
        self._operator = operator
        self._calendar = calendar
        self._lists: dict[int, KeyList] = {}
        self._absent: dict[int, float] = {}
        self._ready = lru_cache(_EPOCHS)(self._load)

    def proves(self, token: tuple[bytes, bytes], kind: Kind, epoch: int, number: int) -> bool:
        """Whether a token (nonce, signature) is for this number in this epoch. Raises NoKeys.

        Nobody has a token of an epoch that stands in no list: such a message is no reason to wait,
        and to let the others of its bucket wait.
        """
        nonce, signature = token
        quarter = self._calendar.quarter(kind, epoch)
        if not self._is_there(quarter):
            return False
        found = self._ready(kind, epoch).get(number)
        digest = challenge_digest(kind, epoch, number)
        return found is not None and found.proves(nonce, digest, signature)

    def _load(self, kind: Kind, epoch: int) -> Mapping[int, TokenKey]:
        quarter = self._calendar.quarter(kind, epoch)
        moduli = self._lists[quarter].moduli(kind, epoch)
        return {metric: TokenKey(modulus) for metric, modulus in (moduli or {}).items()}

    def _is_there(self, quarter: int) -> bool:
        if quarter in self._lists:
            return True
        now = time.monotonic()
        if now < self._absent.get(quarter, now):
            return False
        file = self._fetch(quarter)
        if file is None:
            self._absent[quarter] = now + _ABSENT
            return False
        try:
            self._lists[quarter] = self._operator.read(file)
        except KeyListError as error:
            raise NoKeys from error
        return True
