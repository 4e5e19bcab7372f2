"""Reads a form. What is wrong is gathered, so that a person sees every mistake at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from central.days import day_of
from central.words import gettext as _
from central.words import ngettext

SHORT, LONG = 200, 20_000


class Fields:
    """One form that was sent. `errors` names each field that cannot be taken, and why."""

    def __init__(self, sent: Mapping[str, Any]) -> None:
        self._sent = sent
        self.errors: dict[str, str] = {}

    def text(self, name: str, longest: int = SHORT, *, needed: bool = True) -> str:
        """What was typed, with lines ended by a line feed and nothing that cannot be seen."""
        typed = self._one(name).replace("\r\n", "\n").strip()
        if needed and not typed:
            self.errors[name] = _("Please fill this in.")
        elif len(typed) > longest:
            self.errors[name] = ngettext(
                "At most {count} character.", "At most {count} characters.", longest
            ).format(count=longest)
        elif any(ord(sign) < 32 and sign not in "\n\t" for sign in typed):
            self.errors[name] = _("This holds a sign that cannot be printed.")
        return typed

    def secret(self, name: str) -> str:
        """What was typed, to the letter."""
        return self._one(name)

    def choice(self, name: str, known: Iterable[str], *, needed: bool = True) -> str:
        """One of a list."""
        chosen, names = self._one(name), list(map(str, known))
        if chosen not in names and (needed or chosen):
            self.errors[name] = _("Please choose one of these.")
            return ""
        return chosen

    def choices(self, name: str, known: Iterable[str]) -> tuple[str, ...]:
        """Any of a list, in the list's order."""
        sent = self._sent.get(name, [])
        chosen = {sent} if isinstance(sent, str) else set(map(str, sent))
        return tuple(one for one in map(str, known) if one in chosen)

    def flag(self, name: str) -> bool:
        return bool(self._one(name))

    def number(self, name: str, lowest: int, highest: int) -> int:
        typed = self._one(name).strip()
        # Only what stands on a keyboard: int() would also take digits of other scripts.
        if typed.isascii() and typed.isdigit() and lowest <= int(typed[:12]) <= highest:
            return int(typed)
        self.errors[name] = _("A number from {lowest} to {highest}.").format(
            lowest=lowest, highest=highest
        )
        return lowest

    def day(self, name: str, *, needed: bool = True) -> int:
        """A date, as days since 1970; 0 where none is needed and none was given."""
        typed = self._one(name).strip()
        if not typed and not needed:
            return 0
        try:
            found = day_of(typed)
        except ValueError:
            self.errors[name] = _("A date such as 2026-11-25.")
            return 0
        return found

    def _one(self, name: str) -> str:
        found = self._sent.get(name, "")
        return str(found[-1] if isinstance(found, list) and found else found or "")
