"""Puts signatures under a draft, and tells whose are still missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from securesystemslib.signer import CryptoSigner, Key
from tuf.api.metadata import Metadata, Root, Targets

from central.keys.repository import PROTECTED, ROOT, KeysError, Repository
from central.words import gettext as _


@dataclass(frozen=True, slots=True)
class Need:
    """What one drafted file has and lacks: `enough` once as many as it takes have signed."""

    role: str
    enough: bool
    signed: tuple[Key, ...]
    missing: tuple[Key, ...]


def sign(repository: Repository, signer: CryptoSigner) -> list[str]:
    """Sign each drafted file that this key has a say in; their roles. Raises KeysError."""
    signed = []
    root, targets = repository.drafted_root(), repository.drafted_targets()
    if root is None and targets is None:
        raise KeysError(_("There is no draft to sign."))
    keyid = signer.public_key.keyid
    if root is not None and any(keyid in r.roles[ROOT].keyids for r in _roots(repository, root)):
        root.sign(signer, append=True)
        repository.put_draft(ROOT, root)
        signed.append(ROOT)
    if targets is not None and keyid in _judge_of(repository, root).roles[PROTECTED].keyids:
        targets.sign(signer, append=True)
        repository.put_draft(PROTECTED, targets)
        signed.append(PROTECTED)
    if not signed:
        raise KeysError(_("This key has no say in the draft."))
    return signed


def needs(repository: Repository) -> Iterator[Need]:
    """How far the draft is."""
    root, targets = repository.drafted_root(), repository.drafted_targets()
    if root is not None:
        yield _root_need(repository, root)
    if targets is not None:
        yield _targets_need(_judge_of(repository, root), targets)


def _root_need(repository: Repository, root: Metadata[Root]) -> Need:
    previous = repository.root().signed if repository.began else None
    result = root.signed.get_root_verification_result(previous, root.signed_bytes, root.signatures)
    return Need(ROOT, bool(result), tuple(result.signed.values()), tuple(result.unsigned.values()))


def _targets_need(judge: Root, targets: Metadata[Targets]) -> Need:
    result = judge.get_verification_result(PROTECTED, targets.signed_bytes, targets.signatures)
    return Need(
        PROTECTED, bool(result), tuple(result.signed.values()), tuple(result.unsigned.values())
    )


def _roots(repository: Repository, drafted: Metadata[Root]) -> Iterator[Root]:
    """A new root needs the old holders as well as the new."""
    yield drafted.signed
    if repository.began:
        yield repository.root().signed


def _judge_of(repository: Repository, drafted: Metadata[Root] | None) -> Root:
    """The root by which the drafted targets will be judged."""
    return drafted.signed if drafted is not None else repository.root().signed
