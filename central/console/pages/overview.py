"""The first page: one number per section, what changed, and what needs whoever reads it."""

from __future__ import annotations

from litestar import Response, get
from litestar.types import ControllerRouterHandler

from central.console.dates import day_in_words, week_in_words
from central.console.guards import SIGNED_IN
from central.console.history import History
from central.console.notes import notes
from central.console.overview import Overview, build_overview
from central.console.site import Site
from central.console.web import Asked
from central.store.enrolments import Enrolments
from central.store.sums import newest_week, read_sums
from central.weeks import QUARTER


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/", guards=[SIGNED_IN], sync_to_thread=True)
    def overview_page(request: Asked) -> Response[str]:
        found = newest_overview(site)
        appears = site.weeks.appears(site.weeks.newest_published(site.clock()) + 1)
        common = {"next": day_in_words(appears)}
        if found is None:
            enrolled = Enrolments(site.engine).count(site.weeks.at(site.now()))
            return site.page(request, "empty.html", enrolled=enrolled, **common)
        week, overview = found
        words = week_in_words(site.weeks, week)
        shown = {"week": words, "page": overview, "notes": notes(overview)}
        return site.page(request, "overview.html", **shown, **common)

    return [overview_page]


def newest_history(site: Site) -> History | None:
    """The quarter that ends with the newest published week, or None before the first."""
    week = newest_week(site.engine, site.weeks.newest_published(site.clock()))
    if week is None:
        return None
    first = week - QUARTER + 1
    sums = read_sums(site.engine, first, week)
    return History(sums, site.registry, first, week, site.weeks.demonstration)


def newest_overview(site: Site) -> tuple[int, Overview] | None:
    """The newest published week and its overview, or None before the first."""
    history = newest_history(site)
    if history is None:
        return None
    enrolled = Enrolments(site.engine).count(history.week)
    return history.week, build_overview(history, enrolled)
