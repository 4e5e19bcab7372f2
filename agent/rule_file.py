"""Reads one TOML file of rules so that a mistake is named with file, key and reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import tomli

from agent.words import gettext as _

Name = TypeVar("Name", bound=Enum)


class RuleError(ValueError):
    """A rule file that cannot be used. `str()` is a sentence for a person."""

    def __init__(self, file: Path, key: str, reason: str) -> None:
        place = f"{file}: {key}" if key else str(file)
        super().__init__(f"{place}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a rule file. Every reading raises RuleError for what is missing or wrong."""

    file: Path
    #: Where the table stands, such as `rule 3`; empty for the file itself.
    place: str
    entries: Mapping[str, Any]

    def wrong(self, key: str, reason: str) -> RuleError:
        """The error to raise about `key`."""
        return RuleError(self.file, " · ".join(filter(None, (self.place, key))), reason)

    def only(self, *allowed: str) -> None:
        """Refuse any other key: a misspelt one would silently do nothing."""
        for key in self.entries:
            if key not in allowed:
                raise self.wrong(key, _("there is no such key."))

    def text(self, key: str, default: str | None = None) -> str:
        return str(self._value(key, str, _("must be a text."), default))

    def number(self, key: str) -> int:
        return int(self._value(key, int, _("must be a whole number."), None))

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers; no list is an empty one."""
        listed = self._value(key, list, _("must be a list of whole numbers."), [])
        if not all(type(item) is int for item in listed):
            raise self.wrong(key, _("must be a list of whole numbers."))
        return tuple(listed)

    def day(self, key: str) -> date:
        """A day, such as `2027-03-31`, without quotes."""
        day = self._value(key, date, _("must be a day such as 2027-03-31."), None)
        return date(day.year, day.month, day.day)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them empty; no list is an empty one."""
        listed = self._value(key, list, _("must be a list of texts."), [])
        if not all(isinstance(item, str) and item for item in listed):
            raise self.wrong(key, _("must be a list of texts."))
        return tuple(listed)

    def table(self, key: str) -> Table:
        entries = self._value(key, dict, _("must be a table."), None)
        return Table(self.file, " · ".join(filter(None, (self.place, key))), entries)

    def tables(self, key: str) -> list[Table]:
        """Each `[[key]]`, in order."""
        listed = self._value(key, list, _("must be a list of tables."), [])
        if not all(isinstance(item, dict) for item in listed):
            raise self.wrong(key, _("must be a list of tables."))
        return [Table(self.file, f"{key} {i}", item) for i, item in enumerate(listed, start=1)]

    def name(self, key: str, names: Mapping[str, Name]) -> Name:
        """One of a closed set of names."""
        word = self.text(key)
        if word not in names:
            known = ", ".join(names)
            raise self.wrong(key, _("“{word}” is none of {known}.").format(word=word, known=known))
        return names[word]

    def _value(self, key: str, kind: type, complaint: str, default: object) -> Any:
        value = self.entries.get(key, default)
        if value is None:
            raise self.wrong(key, _("is missing."))
        if type(value) is not kind:
            raise self.wrong(key, complaint)
        return value


def read_table(file: Path) -> Table:
    """The whole file. Raises RuleError where it is missing, unreadable or not TOML."""
    try:
        return Table(file, "", tomli.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        raise RuleError(file, "", _("the file is missing.")) from None
    except (OSError, ValueError) as fault:
        reason = _("it cannot be read: {reason}.").format(reason=fault)
        raise RuleError(file, "", reason) from None


def names_of(kind: type[Name]) -> dict[str, Name]:
    """The words by which a rule file names the members of an enum: `Action.WARN` is `warn`."""
    return {member.name.lower(): member for member in kind}
