"""How well a sensor sees, in words a person can act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["guarded", "degraded", "blind"]


@dataclass(frozen=True, slots=True)
class Health:
    """`reason` and `fix` are sentences in the person's language; both are empty when guarded."""

    state: State
    reason: str = ""
    fix: str = ""
