"""What is set on this machine, and who set it.

    managed policy  >  install values  >  the person's choice  >  recommended policy  >  default

Each setting is declared in `rules/settings.toml`. "Not configured" is a state of its own:
`sources` names where each value came from. What cannot be used is reported in `problems`. Where a
managed policy meant to set something and failed, the setting's strict value holds, and no weaker
source is asked: a slip of the pen in a policy must not open what it meant to close.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agent.native import policy
from agent.native.given import Given, read_given, read_toml
from agent.setting import Setting, declared_settings
from agent.words import gettext as _

MANAGED, INSTALLED, CHOSEN = "managed", "installed", "chosen"
RECOMMENDED, DEFAULT = "recommended", "default"

#: Sources that a person cannot overrule.
LOCKED = frozenset({MANAGED, INSTALLED})


@dataclass(frozen=True, slots=True)
class Settings:
    """The value of every declared setting. The fields and `rules/settings.toml` name the same."""

    enrolment: str = field(default="", repr=False)
    group: int = 0
    organisation: str = ""
    approved_tool_name: str = ""
    approved_tool_url: str = ""
    tool_classes: Mapping[str, str] = field(default_factory=dict)
    rules_folder: str = ""
    whom_to_ask: str = ""
    quiet_minutes: int = 10
    ring: str = ""
    #: Key to MANAGED, INSTALLED, CHOSEN, RECOMMENDED or DEFAULT.
    sources: Mapping[str, str] = field(default_factory=dict)
    #: Sentences for a person about what could not be used.
    problems: tuple[str, ...] = ()


def load_settings(home: Path, install_values: Path | None = None) -> Settings:
    """Read every source that exists. Never raises for what stands in them.

    `install_values`: another file than what an installation leaves.
    """
    declared = declared_settings()
    problems: list[str] = []
    values: dict[str, Any] = {key: setting.default for key, setting in declared.items()}
    sources = dict.fromkeys(declared, DEFAULT)
    for source, given in _given(home, install_values):
        if given.problem:
            problems.append(given.problem)
        for key, value in given.values.items():
            setting = declared.get(key)
            if given.as_texts and setting is not None:
                value = setting.read(value)
            complaint = _complaint(key, value, source, setting)
            if complaint:
                problems.append(f"{given.where}: {complaint}")
            if setting is None or (complaint and source != MANAGED):
                continue
            values[key] = setting.strict if complaint else value
            sources[key] = source
    return Settings(**values, sources=sources, problems=tuple(problems))


def choices_file(home: Path) -> Path:
    """The person's own choices, as TOML."""
    return home / "settings.toml"


def _given(home: Path, install_values: Path | None) -> Iterator[tuple[str, Given]]:
    """Weakest first, so that a stronger source overwrites it."""
    installed = (read_given(install_values),) if install_values else policy.installed()
    yield from ((RECOMMENDED, given) for given in policy.recommended())
    yield CHOSEN, read_given(choices_file(home), read_toml)
    yield from ((INSTALLED, given) for given in installed)
    yield from ((MANAGED, given) for given in policy.managed())


def _complaint(key: str, value: object, source: str, setting: Setting | None) -> str:
    if setting is None:
        return _("there is no setting “{key}”.").format(key=key)
    if source == CHOSEN and setting.who != "person":
        return _("“{key}” is set by the company only.").format(key=key)
    return setting.complaint(value)
