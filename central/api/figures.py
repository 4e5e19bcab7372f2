"""Published figures for a program: the same cells that the overview shows."""

from __future__ import annotations

from litestar import get
from litestar.types import ControllerRouterHandler

from central.console.guards import SIGNED_IN
from central.console.pages.overview import newest_overview
from central.console.site import Site


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/overview", guards=[SIGNED_IN], sync_to_thread=True)
    def overview() -> dict[str, object]:
        """The newest published week: its number, and every figure of the overview."""
        found = newest_overview(site)
        week, page = found if found else (None, None)
        return {
            "week": week,
            "week_seconds": site.weeks.seconds,
            "demonstration": site.weeks.demonstration,
            "figures": page,
        }

    return [overview]
