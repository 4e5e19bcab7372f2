"""Months and quarters: what devices tell once in each of them."""

from __future__ import annotations

from litestar import Response, get
from litestar.types import ControllerRouterHandler

from central.calendar import Kind
from central.console.dates import day_in_words
from central.console.guards import SIGNED_IN
from central.console.periods import build_period
from central.console.site import Site
from central.console.web import Asked

KINDS: tuple[Kind, ...] = ("month", "quarter")


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/periods", guards=[SIGNED_IN], sync_to_thread=True)
    def periods_page(request: Asked) -> Response[str]:
        now, group = site.clock(), _group(request)
        found = {
            kind: build_period(site.engine, site.registry, site.weeks, kind, now, site.tools, group)
            for kind in KINDS
        }
        appear = {
            kind: day_in_words(
                int(site.weeks.appears(kind, site.weeks.newest_published(kind, now) + 1))
            )
            for kind in KINDS
        }
        return site.page(
            request,
            "periods.html",
            periods=found,
            appear=appear,
            groups=site.groups(),
            group=group,
        )

    return [periods_page]


def _group(request: Asked) -> int | None:
    """The label that was chosen; None: all groups together."""
    typed = request.query_params.get("group", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None
