"""The company's groups on the console: by name, and in the alphabet's order."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from central.words import gettext as _


def named_groups(groups: Collection[int], names: Mapping[str, str]) -> Mapping[int, str]:
    """Number to name. `names`: as in `central.toml`."""
    named = {group: _name(group, names) for group in groups}
    return dict(sorted(named.items(), key=lambda one: one[1].casefold()))


def _name(group: int, names: Mapping[str, str]) -> str:
    return names.get(str(group)) or _("Group {number}").format(number=group)
