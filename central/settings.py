"""What an administrator may set in `central.toml` beside the store. Everything has a default."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

import msgspec

from central.words import gettext as _

#: The file's name in central's folder.
SETTINGS = "central.toml"


class SettingsError(Exception):
    """The file cannot be used. The message names it and the reason."""


class Company(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who runs this central. `people` is about how many people work with it; 0 says nothing."""

    name: str = ""
    people: int = 0


class SignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The company's sign-in service (OpenID Connect)."""

    issuer: str
    client_id: str
    #: A file with the client's secret; it never stands in the settings themselves.
    client_secret_file: str = ""
    #: What the button says after “Sign in with”.
    name: str = "OpenID"
    #: The claim that holds a person's groups, and which group has which role.
    claim: str = "groups"
    roles: dict[str, str] = {}


class Webhook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where reminders and audit events go (docs/export.md)."""

    url: str
    #: A file with the key that signs each delivery.
    secret_file: str


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The whole file."""

    company: Company = Company()
    #: What people call the groups: number (the setting `group` of the devices) to name.
    groups: dict[str, str] = {}
    #: Versions of the companion that IT gave out, newest first. Left out: central's own version.
    companion_versions: tuple[Annotated[str, msgspec.Meta(pattern=r"^\d+(\.\d+){0,3}$")], ...] = ()
    sign_in: SignIn | None = None
    webhook: Webhook | None = None


def load_settings(path: Path) -> Settings:
    """The settings in this file; the defaults where there is none. Raises SettingsError."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as problem:
        raise _unusable(path, problem) from problem
    try:
        return msgspec.convert(tomllib.loads(text), Settings)
    except ValueError as problem:
        raise _unusable(path, problem) from problem


def read_secret(file: str) -> str:
    """What stands in a secret's file. Raises SettingsError."""
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise _unusable(Path(file), problem) from problem


def _unusable(path: Path, problem: Exception) -> SettingsError:
    reason = getattr(problem, "strerror", None) or str(problem)
    return SettingsError(_("{file}: {reason}").format(file=path, reason=reason))
