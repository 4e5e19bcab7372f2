"""The first page: one number per section, what changed, and what needs whoever reads it."""

from __future__ import annotations

from litestar import Response, get
from litestar.types import ControllerRouterHandler

from central.console.changes import what_changed
from central.console.dates import day_in_words, week_in_words
from central.console.guards import SIGNED_IN
from central.console.history import History
from central.console.notes import notes
from central.console.overview import Overview, build_overview
from central.console.site import Site
from central.console.web import Asked
from central.days import DAY
from central.outgoing.due import what_is_due
from central.policies import versions
from central.register import store as register
from central.register.use_case import Status
from central.store.engine import reading
from central.store.enrolments import Enrolments
from central.store.sums import newest_week, read_sums
from central.weeks import QUARTER

#: Below so many people numbers say little and tell on single persons: other things come first.
SMALL = 250


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
        shown = {
            "week": words,
            "page": overview,
            "notes": notes(overview),
            "changes": what_changed(overview),
        }
        shown |= _office(site)
        return site.page(request, "overview.html", **shown, **common)

    return [overview_page]


def _office(site: Site) -> dict[str, object]:
    """What waits at the desk, and how large the company is."""
    with reading(site.engine) as connection:
        due = what_is_due(connection, site.now() // DAY)
        cases = register.by_status(connection)
        policy = versions.in_force(versions.everything(connection))
    approved = cases.get(Status.APPROVED, 0)
    people = site.settings.company.people
    facts: dict[str, object] = {
        "cases": sum(cases.values()),
        "approved": approved,
        "policy": policy,
    }
    return facts | {"due": due, "small": 0 < people < SMALL, "tools": site.tools}


def newest_history(site: Site) -> History | None:
    """The quarter that ends with the newest published week, or None before the first."""
    week = newest_week(site.engine, site.weeks.newest_published(site.clock()))
    if week is None:
        return None
    # What is published never changes, so it is read once; a demonstration publishes anew.
    known = site.published.get(week)
    if known is not None and not site.weeks.demonstration:
        return known
    first = week - QUARTER + 1
    sums = read_sums(site.engine, first, week)
    history = History(sums, site.registry, first, week, site.weeks.demonstration)
    site.published.clear()
    site.published[week] = history
    return history


def newest_overview(site: Site) -> tuple[int, Overview] | None:
    """The newest published week and its overview, or None before the first."""
    history = newest_history(site)
    if history is None:
        return None
    enrolled = Enrolments(site.engine).count(history.week)
    return history.week, build_overview(history, enrolled)
