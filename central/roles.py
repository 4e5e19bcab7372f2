"""The parts that one server may play, together or apart."""

from __future__ import annotations

from enum import StrEnum

from central.words import gettext as _


class Role(StrEnum):
    """What `--roles` names."""

    ISSUER = "issuer"
    COLLECTOR = "collector"
    CONSOLE = "console"
    RULES = "rules"


def read_roles(text: str) -> frozenset[Role]:
    """The roles in a list such as `issuer,collector`. Raises ValueError with a sentence."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    known = [str(role) for role in Role]
    for name in names:
        if name not in known:
            message = _("There is no role “{name}”. There are: {known}.")
            raise ValueError(message.format(name=name, known=", ".join(known)))
    if not names:
        raise ValueError(_("Name at least one role: {known}.").format(known=", ".join(known)))
    return frozenset(Role(name) for name in names)
