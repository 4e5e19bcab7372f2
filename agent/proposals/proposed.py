"""The tools that a person chose to propose to IT, and what was asked about already.

A letter to IT carries a `ToolProposal` as it is. Until there is room for one, it waits here.
What a person did not propose is in it as a salted digest only: enough not to ask again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

#: Characters of a name. Longer ones are cut: a name is what a person can read.
LONGEST = 100
#: Of either kind. Who reaches this has another problem than an unknown tool.
MOST = 500


class Thing(StrEnum):
    """What kind of thing is proposed."""

    SITE = "site"
    APPLICATION = "application"
    EXTENSION = "extension"


@dataclass(frozen=True, slots=True)
class ToolProposal:
    """All that IT would learn: a name such as `chat.acme.example`, and what kind of thing it is."""

    name: str
    thing: Thing


@dataclass(frozen=True, slots=True)
class _Content:
    """What stands in the file."""

    salt: bytes
    #: Digests of what a notice was shown about, and of what the person does not want proposed.
    asked: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    proposed: tuple[ToolProposal, ...] = ()
    #: Those whose letter was written.
    carried: tuple[ToolProposal, ...] = ()


class ProposedTools:
    """The file. Each change is on the disk before it is true."""

    def __init__(self, file: Path) -> None:
        """A file that cannot be read is kept beside the new one, under `.broken`."""
        self._file = file
        self._content = self._read()

    @property
    def proposed(self) -> tuple[ToolProposal, ...]:
        return self._content.proposed

    def is_carried(self, proposal: ToolProposal) -> bool:
        """Whether its letter was written."""
        return proposal in self._content.carried

    def carried(self, proposal: ToolProposal) -> None:
        """Its letter was written. Raises OSError as well."""
        self._write(replace(self._content, carried=(*self._content.carried, proposal)[-MOST:]))

    def was_asked(self, proposal: ToolProposal) -> bool:
        return self._digest(proposal) in self._content.asked

    def was_declined(self, proposal: ToolProposal) -> bool:
        return self._digest(proposal) in self._content.declined

    def asked(self, proposal: ToolProposal) -> None:
        """No notice about it any more. Raises OSError where it cannot be written down."""
        told = (*self._content.asked, self._digest(proposal))[-MOST:]
        self._write(replace(self._content, asked=told))

    def decline(self, proposal: ToolProposal) -> None:
        """Nothing about it any more. Raises OSError as well."""
        declined = (*self._content.declined, self._digest(proposal))[-MOST:]
        self._write(replace(self._content, declined=declined))

    def propose(self, proposal: ToolProposal) -> None:
        """Keep it for the next letter. Raises OSError as well."""
        if proposal not in self._content.proposed:
            proposed = (*self._content.proposed, proposal)[-MOST:]
            self._write(replace(self._content, proposed=proposed))

    def _digest(self, proposal: ToolProposal) -> str:
        text = f"{proposal.thing} {proposal.name}".encode()
        return hashlib.blake2b(text, key=self._content.salt, digest_size=16).hexdigest()

    def _read(self) -> _Content:
        try:
            return _loaded(json.loads(self._file.read_text("utf-8")))
        except FileNotFoundError:
            pass
        except (OSError, ValueError, KeyError, TypeError):
            log.warning("proposals.unreadable")
            self._set_aside()
        return _Content(secrets.token_bytes(16))

    def _set_aside(self) -> None:
        try:
            self._file.replace(self._file.with_suffix(".broken"))
        except OSError:
            log.warning("proposals.not-set-aside")

    def _write(self, content: _Content) -> None:
        draft = self._file.with_suffix(".new")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as out:
            json.dump({**asdict(content), "salt": content.salt.hex()}, out)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(self._file)
        self._content = content


def _loaded(content: Any) -> _Content:
    return _Content(
        bytes.fromhex(content["salt"]),
        tuple(str(one) for one in content["asked"]),
        tuple(str(one) for one in content["declined"]),
        _proposals(content["proposed"]),
        _proposals(content.get("carried", [])),
    )


def _proposals(rows: list[dict[str, Any]]) -> tuple[ToolProposal, ...]:
    return tuple(ToolProposal(str(row["name"]), Thing(row["thing"])) for row in rows)
