"""What a server may sign by itself: the two open keys in its folder, and the repository beside."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from central.home import KEYS, REPOSITORY
from central.keys.draft import begin, draft_rules
from central.keys.holders import ONLINE, PARTS, Holders
from central.keys.key_file import make_key, read_public, read_signer
from central.keys.publish import decide, freshen, publish, stamp
from central.keys.release import sha256
from central.keys.repository import DECISIONS, Repository
from central.keys.signing import sign


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """The repository that a central publishes. One thread signs at a time."""

    repository: Repository
    folder: Path
    _lock: threading.Lock

    @classmethod
    def of(cls, home: Path) -> ServerKeys:
        return cls(Repository(home / REPOSITORY), home / KEYS, threading.Lock())

    @property
    def can_decide(self) -> bool:
        """Whether this server holds the key for decisions."""
        return self.repository.began and self._file(DECISIONS).exists()

    def freshen(self, now: datetime) -> bool:
        """Sign again what ends soon, where the keys are here. Raises KeysError, KeyFileError."""
        if not self.repository.began or not self._file(ONLINE).exists():
            return False
        with self._lock:
            decisions = read_signer(self._file(DECISIONS), str) if self.can_decide else None
            return freshen(self.repository, read_signer(self._file(ONLINE), str), decisions, now)

    def says(self, name: str, content: bytes) -> bool:
        """Whether devices read exactly this now in a file of decisions. Raises KeysError."""
        told = self.repository.decisions()
        target = told.signed.targets.get(f"{DECISIONS}/{name}") if told else None
        return target.hashes["sha256"] == sha256(content) if target else not content

    def decide(self, files: Mapping[str, bytes], now: datetime) -> None:
        """Publish decisions: file name to content. Raises KeysError, KeyFileError."""
        with self._lock:
            decisions = read_signer(self._file(DECISIONS), str)
            decide(self.repository, files, decisions, now)
            stamp(self.repository, read_signer(self._file(ONLINE), str), now)

    def demonstrate(self, everyone: Mapping[str, bytes], now: datetime) -> None:
        """Hold the whole ceremony alone, with keys that nobody guards: for a demonstration only."""
        with self._lock:
            if self.repository.began:
                draft_rules(self.repository, None, None, everyone, now)
            else:
                for part in PARTS:
                    if not self._file(part).exists():
                        make_key(part, self.folder, "")
                keys = {part: read_public(self.folder / f"{part}.pub") for part in PARTS}
                begin(self.repository, Holders.of(keys), everyone, now)
            for part in PARTS[:2]:
                sign(self.repository, read_signer(self._file(part), str))
            online, decisions = (read_signer(self._file(part), str) for part in (ONLINE, DECISIONS))
            publish(self.repository, online, decisions, now)

    def _file(self, part: str) -> Path:
        return self.folder / f"{part}.key"
