"""Publishes what is signed, and keeps fresh what one machine signs by itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Snapshot, TargetFile, Targets, Timestamp

from central.keys.holders import ONLINE_DAYS, TIMESTAMP_DAYS, later, names
from central.keys.release import sha256
from central.keys.repository import (
    DECISIONS,
    PROTECTED,
    ROOT,
    TIMESTAMP,
    KeysError,
    Repository,
)
from central.keys.signing import needs
from central.words import gettext as _

#: The timestamp is signed anew once it has less than this left.
FRESH = timedelta(days=TIMESTAMP_DAYS) * 6 / 7


def publish(
    repository: Repository, online: CryptoSigner, decisions: CryptoSigner, now: datetime
) -> None:
    """Put the draft in force. Raises KeysError, which names the signatures that are missing."""
    root, targets = repository.drafted_root(), repository.drafted_targets()
    if root is None and targets is None:
        raise KeysError(_("There is no draft to publish."))
    for need in needs(repository):
        if not need.enough:
            message = _("Not enough signatures on {role}; still missing: {names}.")
            raise KeysError(message.format(role=need.role, names=names(need.missing)))
    repository.take_drafted_targets()
    if root is not None:
        repository.publish(ROOT, root)
    if targets is not None:
        repository.publish(PROTECTED, targets)
    if not _decisions_hold(repository):
        decide(repository, {}, decisions, now)
    stamp(repository, online, now)


def decide(
    repository: Repository, files: Mapping[str, bytes], decisions: CryptoSigner, now: datetime
) -> None:
    """Sign decisions: file name (below `decisions/`) to content. What is not named stays."""
    before = repository.decisions()
    version = before.signed.version + 1 if before else 1
    told = dict(before.signed.targets) if before else {}
    for name, content in files.items():
        path = f"{DECISIONS}/{name}"
        told[path] = TargetFile.from_data(path, content, ["sha256"])
        repository.put_target(path, sha256(content), content)
    document = Metadata(Targets(version=version, expires=later(now, ONLINE_DAYS), targets=told))
    document.sign(decisions)
    _check_key(repository, document)
    repository.publish(DECISIONS, document)


def stamp(repository: Repository, online: CryptoSigner, now: datetime) -> None:
    """Say which versions belong together now: the next snapshot and timestamp."""
    snapshot, timestamp = repository.snapshot(), repository.timestamp()
    meta = {f"{PROTECTED}.json": MetaFile(repository.protected().signed.version)}
    decisions = repository.decisions()
    if decisions is not None:
        meta[f"{DECISIONS}.json"] = MetaFile(decisions.signed.version)
    version = snapshot.signed.version + 1 if snapshot else 1
    joined = Metadata(Snapshot(version=version, expires=later(now, ONLINE_DAYS), meta=meta))
    joined.sign(online)
    repository.publish(Snapshot.type, joined)
    stamped = Metadata(
        Timestamp(
            version=timestamp.signed.version + 1 if timestamp else 1,
            expires=later(now, TIMESTAMP_DAYS),
            snapshot_meta=MetaFile(version),
        )
    )
    stamped.sign(online)
    repository.publish(TIMESTAMP, stamped)


def freshen(
    repository: Repository, online: CryptoSigner, decisions: CryptoSigner | None, now: datetime
) -> bool:
    """Sign again what ends soon, as a server does once a day. Whether there was need."""
    told, timestamp = repository.decisions(), repository.timestamp()
    old = told is not None and told.signed.expires - now.astimezone(UTC) < timedelta(days=14)
    if old and decisions is not None:
        decide(repository, {}, decisions, now)
    elif timestamp is not None and timestamp.signed.expires - now.astimezone(UTC) > FRESH:
        return False
    stamp(repository, online, now)
    return True


def _decisions_hold(repository: Repository) -> bool:
    told = repository.decisions()
    return told is not None and bool(_verified(repository, told))


def _check_key(repository: Repository, document: Metadata[Targets]) -> None:
    if not _verified(repository, document):
        raise KeysError(_("This is not the key for decisions that the signers named."))


def _verified(repository: Repository, document: Metadata[Targets]) -> object:
    return repository.protected().signed.get_verification_result(
        DECISIONS, document.signed_bytes, document.signatures
    )
