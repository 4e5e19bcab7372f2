"""What a rule about sensitive data is."""

from __future__ import annotations

from dataclasses import dataclass

from agent.events import Level

#: The two schemes. A rule about marks never uses them.
SECRETS = "secrets"
PERSONAL = "personal"
SCHEMES = frozenset({SECRETS, PERSONAL})


@dataclass(frozen=True, slots=True)
class SensitiveRule:
    """One kind of value. `number` is permanent: it is what a count may carry."""

    number: int
    #: `secrets.…` or `personal.…`; what follows names the value in a placeholder.
    id: str
    scheme: str
    level: Level
    #: One sentence for a person.
    why: str
    #: RE2. What stands in its group is the value, or all of it where there is no group.
    pattern: str
    #: RE2, short: only a text that has it is searched. Empty: the words of `context`.
    trigger: str = ""
    #: Name of a checker (`agent/judge/sensitive/checks.py`), or nothing.
    check: str = ""
    #: One of these must stand near the value, in any case.
    context: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()
