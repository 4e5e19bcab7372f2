"""The repository: what devices fetch (`public/`), and what waits for signatures (`draft/`).

    public/metadata/   N.root.json, N.targets.json, N.decisions.json, N.snapshot.json and
                       timestamp.json
    public/targets/    the files themselves, each under its SHA-256
    draft/             the next root.json and targets.json, and the files that they add

`public/` is static: central serves it, and so can any web server. The form is TUF 1.0.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from central.words import gettext as _

#: TUF's own names of the roles. Its top-level targets are what the protected signers sign.
ROOT, PROTECTED, SNAPSHOT, TIMESTAMP = Root.type, Targets.type, Snapshot.type, Timestamp.type
#: The one delegated role: it may sign what lies below this path and nothing else.
DECISIONS, DECISIONS_PATHS = "decisions", ("decisions/*",)

T = TypeVar("T", Root, Snapshot, Targets, Timestamp)


class KeysError(Exception):
    """What was asked for cannot be done now. The message says why, and what now."""


class Repository:
    """The folder `--repository`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.public = folder / "public"
        self.metadata = self.public / "metadata"
        self.targets = self.public / "targets"
        self.draft = folder / "draft"

    @property
    def began(self) -> bool:
        """Whether a first root was published."""
        return (self.metadata / "1.root.json").exists()

    def root(self) -> Metadata[Root]:
        """The root in force. Raises KeysError."""
        return self.read(self._newest(ROOT), Root)

    def protected(self) -> Metadata[Targets]:
        """What the protected signers signed last. Raises KeysError."""
        return self.read(self._newest(PROTECTED), Targets)

    def decisions(self) -> Metadata[Targets] | None:
        """The decisions in force, if there are any yet."""
        return self.read(file, Targets) if (file := self._find(DECISIONS)) else None

    def snapshot(self) -> Metadata[Snapshot] | None:
        return self.read(file, Snapshot) if (file := self._find(SNAPSHOT)) else None

    def timestamp(self) -> Metadata[Timestamp] | None:
        file = self.metadata / f"{TIMESTAMP}.json"
        return self.read(file, Timestamp) if file.exists() else None

    def drafted_root(self) -> Metadata[Root] | None:
        """The root that waits for signatures."""
        file = self.draft / f"{ROOT}.json"
        return self.read(file, Root) if file.exists() else None

    def drafted_targets(self) -> Metadata[Targets] | None:
        """The targets that wait for signatures."""
        file = self.draft / f"{PROTECTED}.json"
        return self.read(file, Targets) if file.exists() else None

    def put_draft(self, role: str, document: Metadata[T]) -> None:
        """Keep it for the signers, in place of an earlier draft."""
        _write(self.draft / f"{role}.json", document.to_bytes())

    def put_drafted_target(self, path: str, digest: str, content: bytes) -> None:
        """Keep a file that the drafted targets name."""
        _put_target(self.draft / "targets", path, digest, content)

    def take_drafted_targets(self) -> None:
        """Put the draft's files where devices find them, and throw the draft away."""
        drafted = self.draft / "targets"
        if drafted.is_dir():
            shutil.copytree(drafted, self.targets, dirs_exist_ok=True)
        self.drop_draft()

    def drop_draft(self) -> None:
        """Throw the draft away, with the files that it brought."""
        shutil.rmtree(self.draft, ignore_errors=True)

    def publish(self, role: str, document: Metadata[T]) -> None:
        """Put it where devices find it. A device sees the old file or the new one, whole."""
        numbered = "" if role == TIMESTAMP else f"{document.signed.version}."
        _write(self.metadata / f"{numbered}{role}.json", document.to_bytes())

    def put_target(self, path: str, digest: str, content: bytes) -> None:
        """Put a file where devices find it: under its SHA-256, beside its other versions."""
        _put_target(self.targets, path, digest, content)

    @staticmethod
    def read(file: Path, kind: type[T]) -> Metadata[T]:
        """Metadata from a file. Raises KeysError where it is missing or damaged."""
        try:
            document: Metadata[T] = Metadata.from_bytes(file.read_bytes())
        except OSError as fault:
            reason = fault.strerror or ""
            raise KeysError(_("{file}: {reason}").format(file=file, reason=reason)) from None
        except (RepositoryError, ValueError):
            raise KeysError(_("{file} is damaged. Restore a copy.").format(file=file)) from None
        if not isinstance(document.signed, kind):
            raise KeysError(_("{file} is of another kind.").format(file=file))
        return document

    def _newest(self, role: str) -> Path:
        file = self._find(role)
        if file is None:
            raise KeysError(
                _("{folder} is no repository yet; `plimsoll-central keys begin` makes it.").format(
                    folder=self.folder
                )
            )
        return file

    def _find(self, role: str) -> Path | None:
        return max(self._versions(role), key=_version, default=None)

    def _versions(self, role: str) -> Iterator[Path]:
        for file in self.metadata.glob(f"*.{role}.json"):
            if file.name.partition(".")[0].isdigit():
                yield file


def _version(file: Path) -> int:
    return int(file.name.partition(".")[0])


def _put_target(root: Path, path: str, digest: str, content: bytes) -> None:
    folder, _slash, name = path.rpartition("/")
    _write(root / folder / f"{digest}.{name}", content)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(file.name + ".new")
    draft.write_bytes(content)
    draft.replace(file)
