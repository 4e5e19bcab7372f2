"""Says in words what a draft changes, who signs, and until when it is good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tuf.api.metadata import Metadata, Root, Snapshot, TargetFile, Targets, Timestamp

from central.keys.holders import Holders
from central.keys.key_file import holder_of
from central.keys.repository import KeysError, Repository
from central.words import gettext as _
from central.words import ngettext

#: Whoever has to come together for a signature is told this long before the end.
PROTECTED_NOTICE, ONLINE_NOTICE = timedelta(days=30), timedelta(days=2)


def explain(repository: Repository) -> Iterator[str]:
    """What the draft would change, line by line. Raises KeysError where there is none."""
    root, targets = repository.drafted_root(), repository.drafted_targets()
    if root is None and targets is None:
        raise KeysError(_("There is no draft."))
    began = repository.began
    if root is not None:
        yield _("Keys, root {version}:").format(version=root.signed.version)
        yield from _key_changes(repository.root().signed if began else None, root.signed)
    if targets is not None:
        yield _("Protected files, version {version}, good until {day}:").format(
            version=targets.signed.version, day=targets.signed.expires.date()
        )
        before = repository.protected().signed.targets if began else {}
        yield from _file_changes(before, targets.signed.targets)


def examine(repository: Repository, now: datetime) -> tuple[list[str], bool]:
    """Lines for a person, and whether nothing ends soon."""
    root, targets = repository.root(), repository.protected()
    holders = Holders.named_in(root.signed, targets.signed)
    lines = [
        f"{part:10} {holder_of(key)}  {key.keyid[:16]}" for part, key in holders.by_part().items()
    ]
    if holders.threshold == 1:
        lines.append(_("One signer alone can change what is protected; every tray says so."))
    ends = [_end(one, now) for one in _in_force(repository)]
    return lines + [line for line, _well in ends], all(well for _line, well in ends)


def _in_force(repository: Repository) -> Iterator[Metadata[Root] | Metadata[Targets] | _Stamped]:
    yield repository.root()
    yield repository.protected()
    for one in (repository.decisions(), repository.snapshot(), repository.timestamp()):
        if one is not None:
            yield one


_Stamped = Metadata[Snapshot] | Metadata[Timestamp]


def _end(
    document: Metadata[Root] | Metadata[Targets] | _Stamped, now: datetime
) -> tuple[str, bool]:
    signed = document.signed
    left = signed.expires - now.astimezone(UTC)
    offline = isinstance(signed, Root) or (isinstance(signed, Targets) and signed.delegations)
    well = left > (PROTECTED_NOTICE if offline else ONLINE_NOTICE)
    days = ngettext("{count} day left", "{count} days left", left.days).format(count=left.days)
    role = "decisions" if isinstance(signed, Targets) and not offline else signed.type
    mark = " " if well else "!"
    return f"{mark} {role:10} {signed.version:>4}  {signed.expires:%Y-%m-%d}  {days}", well


def _key_changes(before: Root | None, after: Root) -> Iterator[str]:
    old = before.keys if before else {}
    for keyid, key in after.keys.items():
        sign = "=" if keyid in old else "+"
        yield f"  {sign} {holder_of(key)}  {keyid[:16]}"
    for keyid in old.keys() - after.keys.keys():
        yield f"  - {holder_of(old[keyid])}  {keyid[:16]}"


def _file_changes(before: dict[str, TargetFile], after: dict[str, TargetFile]) -> Iterator[str]:
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path), after.get(path)
        if old is None and new is not None:
            yield f"  + {path}  {new.hashes['sha256'][:16]}"
        elif new is None:
            yield f"  - {path}"
        elif old is not None and old.hashes != new.hashes:
            yield f"  ~ {path}  {new.hashes['sha256'][:16]}"
