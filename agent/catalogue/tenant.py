"""Which customer's or which kind of account an address belongs to, where the address tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: Stands for the tenant's own name.
STAR = "*"


@dataclass(frozen=True, slots=True)
class TenantTest:
    """All of host, path and query that are given must fit; a star is the tenant's own name."""

    #: A host; `*` in it stands for one label or a part of it.
    host: str
    #: The beginning of a path, such as `/w/*`.
    path: str = ""
    #: One key of the query and its value, such as `auth=2` or `tid=*`.
    query: str = ""
    #: What a tenant that fits is called where no star says it.
    name: str = ""

    def tenant(self, host: str, path: str, query: Mapping[str, str]) -> str:
        """The tenant in small letters, or nothing."""
        key, _equals, value = self.query.partition("=")
        pairs = [
            *_pairs(self.host.split("."), host.split(".")),
            *(_pairs(self.path.split("/"), path.split("/"), open_end=True) if self.path else ()),
            *(((value, query.get(key, "")),) if self.query else ()),
        ]
        named = [_inside(form, given) for form, given in pairs]
        if None in named:
            return ""
        return (self.name or next((one for one in named if one), "")).casefold()


def tenant_of(tests: Iterable[TenantTest], host: str, path: str, query: Mapping[str, str]) -> str:
    """The first tenant that an address tells, or nothing."""
    told = (test.tenant(host.casefold().rstrip("."), path, query) for test in tests)
    return next((one for one in told if one), "")


def _pairs(form: list[str], given: list[str], open_end: bool = False) -> list[tuple[str, str]]:
    if len(given) < len(form) or (len(given) > len(form) and not open_end):
        return [(STAR, "")]  # never fits
    return list(zip(form, given, strict=False))


def _inside(form: str, given: str) -> str | None:
    """What the star stands for; nothing where there is none; None where it does not fit."""
    before, star, after = form.partition(STAR)
    if not star:
        return "" if form == given else None
    inner = given[len(before) : len(given) - len(after)]
    fits = given.startswith(before) and given.endswith(after)
    return inner if fits and inner else None
