"""The first page: one number per section, what changed, and what needs whoever reads it."""

from __future__ import annotations

from litestar import Response, get
from litestar.types import ControllerRouterHandler

from central.calendar import QUARTER
from central.console.changes import what_changed
from central.console.dates import day_in_words, week_in_words
from central.console.guards import SIGNED_IN
from central.console.history import History
from central.console.notes import notes
from central.console.overview import Overview, build_overview
from central.console.site import Site
from central.console.six_numbers import six_numbers
from central.console.web import Asked
from central.days import DAY
from central.incidents import store as incidents
from central.letters.store import waiting as waiting_letters
from central.outgoing.due import what_is_due
from central.policies import versions
from central.register import store as register
from central.register.use_case import Status
from central.store.engine import reading
from central.store.figures import newest_epoch, read_epochs, read_figures, read_totals

#: Below so many people numbers say little and tell on single persons: other things come first.
SMALL = 250
#: Weeks.
YEAR = 52


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/", guards=[SIGNED_IN], sync_to_thread=True)
    def overview_page(request: Asked) -> Response[str]:
        found = newest_overview(site)
        newest = site.weeks.newest_published("week", site.clock())
        common = {"next": day_in_words(int(site.weeks.appears("week", newest + 1)))}
        if found is None:
            return site.page(request, "empty.html", **common)
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
        letters, late = waiting_letters(connection, site.now() // DAY)
        open_incidents = incidents.waiting(connection)
    approved = cases.get(Status.APPROVED, 0)
    people = site.settings.company.people
    facts: dict[str, object] = {
        "cases": sum(cases.values()),
        "approved": approved,
        "policy": policy,
        "letters": letters,
        "late_letters": late,
        "open_incidents": open_incidents,
    }
    small = 0 < people < SMALL
    if small:
        facts["six"] = six_numbers(site.engine, site.registry, site.weeks, site.clock())
    return facts | {"due": due, "small": small, "tools": site.tools}


def newest_history(site: Site) -> History | None:
    """The quarter that ends with the newest published week, or None before the first."""
    last = site.weeks.newest_published("week", site.clock())
    week = newest_epoch(site.engine, "week", last)
    if week is None:
        return None
    # What is published never changes, so it is read once; a demonstration publishes anew.
    known = site.published.get(week)
    if known is not None and not site.weeks.demonstration:
        return known
    first = week - QUARTER + 1
    figures = read_figures(site.engine, "week", range(first, week + 1))
    epochs = read_epochs(site.engine, "week", first, week)
    year = read_totals(site.engine, "week", range(week - YEAR + 1, week + 1))
    history = History(figures, epochs, site.registry, first, week, year)
    site.published.clear()
    site.published[week] = history
    return history


def newest_overview(site: Site) -> tuple[int, Overview] | None:
    """The newest published week and its overview, or None before the first."""
    history = newest_history(site)
    return (history.week, build_overview(history)) if history else None
