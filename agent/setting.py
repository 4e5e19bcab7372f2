"""One setting, as `rules/settings.toml` declares it, and what a value of it must be."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from agent.words import gettext as _

DECLARED = Path(__file__).parent.parent / "rules" / "settings.toml"

_TYPES: Mapping[str, type] = {"text": str, "number": int, "table": dict}


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the list. `packaging/settings` makes every template from the same rows."""

    key: str
    #: text, number or table (keys and texts).
    type: str
    default: Any
    #: company or person.
    who: str
    title: str
    description: str
    #: What holds where the company set something that cannot be used.
    strict: Any
    #: The extension is told too, in its managed storage.
    extension: bool = False
    #: Never printed whole.
    secret: bool = False
    #: Bounds of a number.
    least: int = 0
    most: int = 2**31 - 1
    #: What a text must begin with: one of these. None: anything.
    begins: tuple[str, ...] = ()
    #: What each value of a table may be. None: anything.
    choices: tuple[str, ...] = ()

    def read(self, text: object) -> object:
        """A value that was written as a text, as what it is; itself where it is no number."""
        number = self.type == "number" and isinstance(text, str) and text.isdecimal()
        return int(str(text)) if number else text

    def complaint(self, value: object) -> str:
        """What is wrong with a value, as a sentence; empty where it can be used."""
        if type(value) is not _TYPES[self.type]:
            return _("“{key}” must be a {type}.").format(key=self.key, type=self.type)
        if isinstance(value, int):
            return self._of_number(value)
        if isinstance(value, str):
            return self._of_text(value)
        return self._of_table(value) if isinstance(value, dict) else ""

    def _of_number(self, value: int) -> str:
        if self.least <= value <= self.most:
            return ""
        return _("“{key}” must be from {least} to {most}.").format(
            key=self.key, least=self.least, most=self.most
        )

    def _of_text(self, value: str) -> str:
        if not value or not self.begins or value.startswith(self.begins):
            return ""
        return _("“{key}” must begin with {words}.").format(
            key=self.key, words=_(" or ").join(self.begins)
        )

    def _of_table(self, value: Mapping[object, object]) -> str:
        for name, held in value.items():
            if not isinstance(name, str) or not isinstance(held, str):
                return _("“{key}” must hold texts only.").format(key=self.key)
            if self.choices and held not in self.choices:
                return _("“{key}”: “{name}” must be one of {words}.").format(
                    key=self.key, name=name, words=", ".join(self.choices)
                )
        return ""


@cache
def declared_settings() -> Mapping[str, Setting]:
    """Every setting by its key, in the order of the list."""
    rows = tomllib.loads(DECLARED.read_text("utf-8"))["setting"]
    return MappingProxyType({row["key"]: _setting(row) for row in rows})


def _setting(row: Mapping[str, Any]) -> Setting:
    tuples = {key: tuple(row[key]) for key in ("begins", "choices") if key in row}
    return Setting(**{"strict": row["default"], **row, **tuples})
