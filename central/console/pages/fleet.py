"""The fleet: how much of it reports, and what it can see. No device, no behaviour."""

from __future__ import annotations

from litestar import Response, get
from litestar.types import ControllerRouterHandler

from central.console.dates import week_in_words
from central.console.fleet import build_fleet
from central.console.guards import SIGNED_IN
from central.console.page import percent
from central.console.published_weeks import newest_history
from central.console.site import Site
from central.console.web import Asked


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/fleet", guards=[SIGNED_IN], sync_to_thread=True)
    def fleet_page(request: Asked) -> Response[str]:
        history = newest_history(site)
        if history is None:
            return site.page(request, "fleet_empty.html")
        fleet = build_fleet(history, history.issued(history.week))
        words = week_in_words(site.weeks, history.week)
        return site.page(request, "fleet.html", week=words, fleet=fleet, percent=percent)

    return [fleet_page]
