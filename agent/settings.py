"""What is set on this machine, and who set it.

    managed policy  >  install values  >  the person's choice  >  default

Each setting is declared in `rules/settings.toml`. "Not configured" is a state of its own:
`sources` names where each value came from. An unknown key or a value of the wrong type is
reported in `problems` and otherwise has no effect.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import tomli

from agent.native import paths
from agent.words import gettext as _

MANAGED, INSTALLED, CHOSEN, DEFAULT = "managed", "installed", "chosen", "default"

DECLARED = Path(__file__).parent.parent / "rules" / "settings.toml"

_TYPES: dict[str, type] = {"text": str, "number": int, "table": dict}


@dataclass(frozen=True, slots=True)
class Settings:
    """The value of every declared setting. The fields and `rules/settings.toml` name the same."""

    enrolment: str = field(default="", repr=False)
    group: int = 0
    approved_tool_name: str = ""
    approved_tool_url: str = ""
    tool_classes: Mapping[str, str] = field(default_factory=dict)
    rules_folder: str = ""
    whom_to_ask: str = ""
    quiet_minutes: int = 10
    #: Key to MANAGED, INSTALLED, CHOSEN or DEFAULT.
    sources: Mapping[str, str] = field(default_factory=dict)
    #: Sentences for a person about what could not be used.
    problems: tuple[str, ...] = ()


def load_settings(home: Path, install_values: Path | None = None) -> Settings:
    """Read every source that exists. Never raises for what stands in them.

    `install_values`: another file than the one that an installation writes.
    """
    problems: list[str] = []
    declared = {s["key"]: s for s in tomli.loads(DECLARED.read_text("utf-8"))["setting"]}
    values: dict[str, Any] = {key: setting["default"] for key, setting in declared.items()}
    sources = dict.fromkeys(declared, DEFAULT)
    for source, file, read in _files(home, install_values):
        for key, value in _read(file, read, problems).items():
            complaint = _complaint(key, value, source, declared)
            if complaint:
                problems.append(f"{file}: {complaint}")
            else:
                values[key], sources[key] = value, source
    return Settings(**values, sources=sources, problems=tuple(problems))


def save_choice(home: Path, key: str, value: str | int) -> None:
    """Write one of the person's own choices to `settings.toml`; the rest of the file stays.

    Raises ValueError, with a sentence, for a key that is not declared and for a file that cannot be
    read, and OSError where the folder cannot be written.
    """
    if key not in {f.name for f in fields(Settings)} - {"sources", "problems"}:
        raise ValueError(f"there is no setting “{key}”")
    file = _choices(home)
    text = _with(file, key, value)
    draft = file.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(text, "utf-8")
    draft.replace(file)


def _with(file: Path, key: str, value: str | int) -> str:
    """What stands in the file, with one setting changed. Nothing else of it is touched."""
    problems: list[str] = []
    chosen = _read(file, tomli.loads, problems)
    if problems:
        raise ValueError(problems[0])
    lines = file.read_text("utf-8").splitlines(keepends=True) if file.exists() else []
    others = (line for line in lines if line.partition("=")[0].strip() != key)
    # A JSON string or number is a TOML one too. First, as what follows a table belongs to it.
    text = f"{key} = {json.dumps(value, ensure_ascii=False)}\n" + "".join(others)
    if tomli.loads(text) != {**chosen, key: value}:
        raise ValueError(_("{file}: please set “{key}” by hand.").format(file=file, key=key))
    return text


def _choices(home: Path) -> Path:
    return home / "settings.toml"


def _files(home: Path, install_values: Path | None) -> list[tuple[str, Path, Callable[[str], Any]]]:
    """Weakest first, so that a stronger source overwrites it."""
    managed = sorted(paths.managed_policy_folder().glob("*.json"))
    return [
        (CHOSEN, _choices(home), tomli.loads),
        (INSTALLED, install_values or paths.install_values_file(), json.loads),
        *((MANAGED, file, json.loads) for file in managed),
    ]


def _read(file: Path, read: Callable[[str], Any], problems: list[str]) -> dict[str, Any]:
    try:
        values = read(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as fault:
        problems.append(_("{file} cannot be read: {reason}").format(file=file, reason=fault))
        return {}
    if not isinstance(values, dict):
        problems.append(_("{file} holds no table of settings.").format(file=file))
        return {}
    return values


def _complaint(key: str, value: object, source: str, declared: Mapping[str, Any]) -> str:
    setting = declared.get(key)
    if setting is None:
        return _("there is no setting “{key}”.").format(key=key)
    if type(value) is not _TYPES[setting["type"]]:
        return _("“{key}” must be a {type}.").format(key=key, type=setting["type"])
    if source == CHOSEN and setting["who"] != "person":
        return _("“{key}” is set by the company only.").format(key=key)
    return ""
