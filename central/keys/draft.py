"""Prepares what the signers are asked to sign: the next protected targets, or the next keys."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from securesystemslib.signer import Key
from tuf.api.metadata import Metadata, TargetFile, Targets

from central.keys.holders import PROTECTED_DAYS, Holders, later
from central.keys.release import Release, files_of, sha256
from central.keys.repository import PROTECTED, ROOT, KeysError, Repository
from central.words import gettext as _

#: The list of releases, and the folder of what is the same for every device.
RELEASES, EVERYONE, RULES = "releases.toml", "everyone", "rules"
#: So many releases stay published: the one that all have, and the next.
MOST_RELEASES = 2


def begin(
    repository: Repository, holders: Holders, everyone: Mapping[str, bytes], now: datetime
) -> None:
    """The very first root and targets. Raises KeysError where there is one already."""
    if repository.began:
        raise KeysError(_("This repository has begun already; `keys rotate` changes a key."))
    repository.drop_draft()
    targets = holders.targets(1, now)
    repository.put_draft(ROOT, Metadata(holders.root(1, now)))
    _set_everyone(repository, targets, everyone)
    _put(repository, targets, RELEASES, b"")
    repository.put_draft(PROTECTED, Metadata(targets))


def draft_rules(
    repository: Repository,
    folder: Path | None,
    release: Release | None,
    everyone: Mapping[str, bytes],
    now: datetime,
) -> None:
    """The next targets: a new release, other files for everyone, or only a later end.

    `everyone`: file name to content; what is not named stays. Raises KeysError.
    """
    targets = _next_targets(repository, now)
    _set_everyone(repository, targets, everyone)
    if folder is not None and release is not None:
        _add_release(repository, targets, folder, release)
    repository.put_draft(PROTECTED, Metadata(targets))


def draft_rotation(repository: Repository, part: str, key: Key, now: datetime) -> None:
    """The next root and targets, with another key for `part`. Raises KeysError."""
    root, targets = repository.root().signed, _next_targets(repository, now)
    holders = Holders.named_in(root, targets)
    if part not in holders.by_part():
        raise KeysError(_("There is no key for “{part}” to replace.").format(part=part))
    changed = holders.replaced(part, key)
    targets.delegations = changed.targets(1, now).delegations
    repository.put_draft(ROOT, Metadata(changed.root(root.version + 1, now)))
    repository.put_draft(PROTECTED, Metadata(targets))


def next_number(repository: Repository) -> int:
    """The number of the next release."""
    return max((int(r["number"]) for r in _releases(repository)), default=0) + 1


def _next_targets(repository: Repository, now: datetime) -> Targets:
    """What is in force, one version later, and no other draft beside it."""
    repository.drop_draft()
    targets = repository.protected().signed
    targets.version += 1
    targets.expires = later(now, PROTECTED_DAYS)
    return targets


def _set_everyone(repository: Repository, targets: Targets, everyone: Mapping[str, bytes]) -> None:
    for name, content in everyone.items():
        _put(repository, targets, f"{EVERYONE}/{name}", content)


def _add_release(repository: Repository, targets: Targets, folder: Path, release: Release) -> None:
    if release.number < next_number(repository):
        raise KeysError(_("Release {number} was given out before.").format(number=release.number))
    kept = _releases(repository)[-(MOST_RELEASES - 1) :]
    numbers = {str(r["number"]) for r in kept}
    for path in list(targets.targets):
        if path.startswith(f"{RULES}/") and path.split("/")[1] not in numbers:
            del targets.targets[path]
    for path, content in files_of(folder):
        _put(repository, targets, f"{RULES}/{release.number}/{path}", content)
    tables = [Release(r["number"], r).table() for r in kept] + [release.table()]
    _put(repository, targets, RELEASES, "\n".join(tables).encode())


def _releases(repository: Repository) -> list[dict[str, Any]]:
    """The releases in force, oldest first."""
    if not repository.began:
        return []
    told = repository.protected().signed.targets.get(RELEASES)
    if told is None:
        return []
    file = repository.targets / f"{told.hashes['sha256']}.{RELEASES}"
    return list(tomllib.loads(file.read_text("utf-8")).get("release", []))


def _put(repository: Repository, targets: Targets, path: str, content: bytes) -> None:
    targets.targets[path] = TargetFile.from_data(path, content, ["sha256"])
    repository.put_drafted_target(path, sha256(content), content)
