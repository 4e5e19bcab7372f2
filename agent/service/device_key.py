"""Answers the questions about the key by which central knows this device (docs/door.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from agent.door import Refusal, Visitor
from agent.frames import Frame
from agent.report.own_key import OwnKey
from agent.report.store import StoreError
from agent.words import gettext as _


class DeviceKey:
    """The key itself is in the key ring; here there is its code, and the wish for a new one."""

    def __init__(self, own_key: OwnKey) -> None:
        self._own_key = own_key
        self.asks: Mapping[str, Callable[[Frame, Visitor], Frame]] = {
            "device-code": self._code,
            "new-key": self._new,
        }

    def _code(self, _question: Frame, _visitor: Visitor) -> Frame:
        try:
            return {"code": self._own_key.code()}
        except StoreError as fault:
            raise Refusal("fault", str(fault)) from None

    def _new(self, question: Frame, visitor: Visitor) -> Frame:
        before = self._code(question, visitor)
        try:
            asked = self._own_key.change()
        except StoreError as fault:
            raise Refusal("fault", str(fault)) from None
        if not asked:
            words = _("Central does not know this device: it has no key that could be changed.")
            raise Refusal("not-enrolled", words)
        return before
