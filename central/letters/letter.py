"""A letter as it came: what it is about, the text, and a name where the writer gave one."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What the writer wants."""

    TOOL = "tool"
    USE_CASE = "use-case"
    DISPUTE = "dispute"
    QUESTION = "question"


class Status(StrEnum):
    """How far the answer is. The last two are decisions."""

    OPEN = "open"
    IN_WORK = "in-work"
    AGREED = "agreed"
    DECLINED = "declined"


DECIDED = (Status.AGREED, Status.DECLINED)


@dataclass(frozen=True, slots=True)
class Letter:
    """Never in a `repr`: what somebody wrote stands on the page *Letters* and nowhere else."""

    #: 16 random bytes that only the writer's device and this store know: the key of the answer.
    id: bytes = field(repr=False)
    kind: Kind
    #: The tool's name, the use case's title, or the rule that is disputed.
    subject: str = field(repr=False)
    #: Empty where the writer stays anonymous.
    name: str = field(repr=False)
    text: str = field(repr=False)
