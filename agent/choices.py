"""Writes down what a person chose, in the state folder's `settings.toml`."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from agent.native.given import read_given, read_toml
from agent.setting import declared_settings
from agent.settings import choices_file
from agent.words import gettext as _


def save_choice(home: Path, key: str, value: str | int) -> None:
    """Write one of the person's own choices; the rest of the file stays.

    Raises ValueError, with a sentence, for a key that is not declared and for a file that cannot be
    read, and OSError where the folder cannot be written.
    """
    if key not in declared_settings():
        raise ValueError(_("there is no setting “{key}”.").format(key=key))
    file = choices_file(home)
    text = _with(file, key, value)
    draft = file.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(text, "utf-8")
    draft.replace(file)


def _with(file: Path, key: str, value: str | int) -> str:
    """What stands in the file, with one setting changed. Nothing else of it is touched."""
    chosen = read_given(file, read_toml)
    if chosen.problem:
        raise ValueError(chosen.problem)
    lines = file.read_text("utf-8").splitlines(keepends=True) if file.exists() else []
    others = (line for line in lines if line.partition("=")[0].strip() != key)
    # A JSON string or number is a TOML one too. First, as what follows a table belongs to it.
    text = f"{key} = {json.dumps(value, ensure_ascii=False)}\n" + "".join(others)
    if tomllib.loads(text) != {**chosen.values, key: value}:
        raise ValueError(_("{file}: please set “{key}” by hand.").format(file=file, key=key))
    return text
