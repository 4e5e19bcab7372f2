"""What the company's policy for a browser says with our extension, and without it.

Pure functions on documents as a store reads them. Everything that is not ours stays as it is.
Firefox's own content analysis is never touched: outside Windows it would stop every paste.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from agent.browsers.extension import UPDATES, Extension

Document = dict[str, Any]
Edit = Callable[[Document], Document]

FORCED = "ExtensionInstallForcelist"
_THIRD = "3rdparty"
#: Firefox takes a package without Mozilla's signature only so, and only the ESR does.
_SIGNATURES = "xpinstall.signatures.required"


class PolicyError(Exception):
    """A policy that has another form than the browser's: we leave it alone."""


def forces_chromium(document: Mapping[str, Any]) -> bool:
    """Whether a policy of Chromium's family installs our extension."""
    return any(_is_ours(item) for item in _items(document.get(FORCED, [])))


def with_chromium(document: Document, extension: Extension) -> Document:
    """The list of extensions to install, with ours once. Raises PolicyError."""
    new = copy.deepcopy(without_chromium(document))
    listed = new.setdefault(FORCED, [])
    if isinstance(listed, list):
        listed.append(extension.forced_item)
    elif isinstance(listed, dict):  # Windows numbers the items
        numbers = {int(name) for name in listed if name.isdigit()}
        listed[str(max(numbers, default=0) + 1)] = extension.forced_item
    else:
        raise PolicyError
    return new


def without_chromium(document: Document) -> Document:
    """The same without ours."""
    new = copy.deepcopy(document)
    listed = new.get(FORCED)
    if isinstance(listed, list):
        new[FORCED] = [item for item in listed if not _is_ours(item)]
    elif isinstance(listed, dict):
        new[FORCED] = {name: item for name, item in listed.items() if not _is_ours(item)}
    if listed and not new[FORCED]:
        del new[FORCED]
    return new


def with_settings(document: Document, extension: Extension, settings: Document) -> Document:
    """The extension's managed storage; an empty one is left out. Raises PolicyError."""
    new = without_settings(document, extension)
    if settings:
        _table(_table(new, _THIRD), "extensions")[extension.chromium_ids[0]] = settings
    return new


def without_settings(document: Document, extension: Extension) -> Document:
    new = copy.deepcopy(document)
    for name in extension.chromium_ids:
        _prune(new, _THIRD, "extensions", name)
    return new


def forces_firefox(policies: Mapping[str, Any], extension: Extension) -> bool:
    """Whether Firefox's policies install our extension."""
    listed = policies.get("ExtensionSettings")
    ours = listed.get(extension.gecko_id) if isinstance(listed, dict) else None
    return isinstance(ours, dict) and ours.get("installation_mode") == "force_installed"


def with_firefox(
    policies: Document, extension: Extension, settings: Document, unsigned: bool
) -> Document:
    """Firefox's policies with our extension, in private windows too. Raises PolicyError.

    `unsigned`: accept packages that Mozilla did not sign, ours and every other.
    """
    new = without_firefox(policies, extension)
    _table(new, "ExtensionSettings")[extension.gecko_id] = {
        "installation_mode": "force_installed",
        "install_url": extension.xpi_address,
        "private_browsing": True,
    }
    if settings:
        _table(_table(new, _THIRD), "Extensions")[extension.gecko_id] = settings
    if unsigned:
        _table(new, "Preferences")[_SIGNATURES] = {"Value": False, "Status": "locked"}
    return new


def without_firefox(policies: Document, extension: Extension) -> Document:
    """The same without ours, and with the check of signatures as Firefox has it."""
    new = copy.deepcopy(policies)
    if not forces_firefox(policies, extension):
        return new
    _prune(new, "ExtensionSettings", extension.gecko_id)
    _prune(new, _THIRD, "Extensions", extension.gecko_id)
    _prune(new, "Preferences", _SIGNATURES)
    return new


def _is_ours(item: object) -> bool:
    return isinstance(item, str) and item.endswith(f"/{UPDATES}")


def _items(listed: object) -> list[object]:
    if isinstance(listed, dict):
        return list(listed.values())
    return listed if isinstance(listed, list) else []


def _table(document: Document, name: str) -> Document:
    found = document.setdefault(name, {})
    if not isinstance(found, dict):
        raise PolicyError
    return found


def _prune(document: Document, name: str, *below: str) -> None:
    """Take one entry out, and the tables that are empty without it."""
    if name not in document:
        return
    if not below:
        del document[name]
        return
    inner = document[name]
    if isinstance(inner, dict):
        _prune(inner, *below)
        if not inner:
            del document[name]
