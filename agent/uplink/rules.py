"""Fetches signed rules. What is not signed as it must be is refused, and the last good ones stay.

python-tuf holds the line against rollback, freeze, mix-and-match, endless data, stolen and missing
signatures. This file begins with the root whose digest the enrolment string names, lets TUF verify,
and lays down one whole set for the agent.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tuf.api.exceptions import DownloadError, RepositoryError
from tuf.api.metadata import Metadata, Root, TargetFile, Targets
from tuf.ngclient import Updater, UpdaterConfig

from agent.signed.place import SignedPlace, read_json, write_whole
from agent.uplink.fetcher import Fetcher

#: What may be laid down; anything else that is signed is for another version, and passed over.
_NAME = r"[a-z0-9][a-z0-9._-]{0,63}"
_WANTED = re.compile(
    rf"releases\.toml|(everyone|decisions)/{_NAME}\.(toml|json)"
    rf"|rules/[0-9]{{1,9}}/(policy|((markers|sensitive|tools|tools/long_tail)/{_NAME})"
    rf"|trial/trial|trial/markers/{_NAME})\.toml",
    re.ASCII,
)
#: Files and bytes of one set.
MOST_FILES, MOST_BYTES = 1_000, 32_000_000
#: The signers' field in a key that names its holder (central/keys/key_file.py).
_HOLDER = "x-plimsoll-holder"


class RulesRefused(Exception):
    """What is offered is not signed as it must be. `args[0]`: TUF's name for what is wrong."""


class RulesUnreachable(Exception):
    """The rules cannot be fetched now."""


class RulesVisit:
    """One look at the repository. A set that is whole already costs one small file."""

    def __init__(self, place: SignedPlace, address: str, root: str, fetcher: Fetcher) -> None:
        """`address` of the repository; `root`: base64url of the SHA-256 of its first root."""
        self._place = place
        self._address = address.rstrip("/")
        self._root = root
        self._fetcher = fetcher

    def run(self) -> str:
        """The id of the set that is current now. Raises RulesRefused, RulesUnreachable, OSError."""
        self._place.tuf.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._place.sets.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return self._update()
        except DownloadError as fault:
            # More data than announced is no accident of the network.
            if type(fault).__name__ == "DownloadLengthMismatchError":
                raise RulesRefused(type(fault).__name__) from None
            raise RulesUnreachable(type(fault).__name__) from None
        except RepositoryError as fault:
            raise RulesRefused(type(fault).__name__) from None

    def _update(self) -> str:
        updater = Updater(
            str(self._place.tuf),
            f"{self._address}/metadata/",
            target_base_url=f"{self._address}/targets/",
            fetcher=self._fetcher,
            config=UpdaterConfig(max_root_rotations=64, max_delegations=2),
            bootstrap=self._first_root(),
        )
        updater.refresh()
        # Asking for any file of theirs makes TUF fetch and verify the decisions' role as well.
        updater.get_targetinfo("decisions/decisions.toml")
        protected, decisions = self._verified("targets"), self._verified("decisions")
        name = f"{protected.version}.{decisions.version}"
        if self._place.current != self._place.sets / name:
            self._lay_down(updater, name, protected, decisions)
        return name

    def _first_root(self) -> bytes:
        kept = self._place.folder / "first-root.json"
        content = kept.read_bytes() if kept.exists() else b""
        if not self._is_first(content):
            limit = UpdaterConfig().root_max_length
            content = self._fetcher.download_bytes(f"{self._address}/metadata/1.root.json", limit)
            if not self._is_first(content):
                raise RulesRefused("another root than the enrolment names")
            write_whole(kept, content)
        return content

    def _is_first(self, content: bytes) -> bool:
        digest = hashlib.sha256(content).digest()
        return urlsafe_b64encode(digest).decode("ascii").rstrip("=") == self._root

    def _verified(self, role: str) -> Targets:
        """What TUF has just verified and kept."""
        document: Metadata[Targets] = Metadata.from_file(str(self._place.tuf / f"{role}.json"))
        return document.signed

    def _newest_root(self) -> Path:
        """Not `root.json`: that is a link to it, which not every system can make."""
        kept = (self._place.tuf / "root_history").glob("*.root.json")
        return max(kept, key=lambda file: int(file.name.partition(".")[0]))

    def _lay_down(
        self, updater: Updater, name: str, protected: Targets, decisions: Targets
    ) -> None:
        draft = self._place.sets / f".{name}.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        before = self._place.current
        for path, target in _wanted(protected, decisions):
            file = draft / path
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            kept = before / path if before else None
            if kept and updater.find_cached_target(target, str(kept)):
                shutil.copyfile(kept, file)
            else:
                updater.download_target(target, str(file))
        told = json.dumps(self._told(protected, decisions), ensure_ascii=False)
        write_whole(draft / "signed.json", told.encode())
        shutil.rmtree(self._place.sets / name, ignore_errors=True)
        draft.replace(self._place.sets / name)
        self._place.set_current(name)
        self._prune(name)

    def _told(self, protected: Targets, decisions: Targets) -> Mapping[str, Any]:
        """For people: who signed, and until when it is good."""
        document: Metadata[Root] = Metadata.from_file(str(self._newest_root()))
        root = document.signed
        role = root.roles[Targets.type]
        holders = (root.keys[keyid].unrecognized_fields for keyid in role.keyids)
        return {
            "version": protected.version,
            "decisions": decisions.version,
            "threshold": role.threshold,
            "signers": [str(fields.get(_HOLDER, "")) for fields in holders],
            "ends": min(root.expires, protected.expires).timestamp(),
            "releases": _release_digests(protected),
        }

    def _prune(self, name: str) -> None:
        good = str(read_json(self._place.standing_file).get("good_set", ""))
        for folder in self._place.sets.iterdir():
            if folder.name not in (name, good):
                shutil.rmtree(folder, ignore_errors=True)


def _wanted(protected: Targets, decisions: Targets) -> Iterator[tuple[str, TargetFile]]:
    """Each file to lay down. Decisions speak for their own folder alone, and nobody else for it."""
    own = {p: t for p, t in decisions.targets.items() if p.startswith("decisions/")}
    theirs = {p: t for p, t in protected.targets.items() if not p.startswith("decisions/")}
    found = [(p, t) for p, t in sorted({**theirs, **own}.items()) if _WANTED.fullmatch(p)]
    if len(found) > MOST_FILES or sum(target.length for _path, target in found) > MOST_BYTES:
        raise RulesRefused("larger than a set may be")
    yield from found


def _release_digests(protected: Targets) -> Mapping[str, str]:
    """Release number to a digest of all its files: the same number may not become other rules."""
    parts: dict[str, list[str]] = {}
    for path, target in sorted(protected.targets.items()):
        if path.startswith("rules/"):
            line = f"{path} {target.hashes.get('sha256', '')}"
            parts.setdefault(path.split("/")[1], []).append(line)
    return {n: hashlib.sha256("\n".join(lines).encode()).hexdigest() for n, lines in parts.items()}
