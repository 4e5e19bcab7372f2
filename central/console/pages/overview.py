"""The first page: one number per section, what changed, and what needs whoever reads it."""

from __future__ import annotations

from litestar import Response, get
from litestar.params import FromQuery
from litestar.types import ControllerRouterHandler

from central.console.changes import what_changed
from central.console.dates import day_in_words, week_in_words
from central.console.guards import SIGNED_IN
from central.console.notes import notes
from central.console.overview import build_overview
from central.console.published_weeks import earlier_history, newest_history
from central.console.site import Site
from central.console.six_numbers import six_numbers
from central.console.web import Asked
from central.console.yesterday import yesterday
from central.days import DAY
from central.incidents import store as incidents
from central.letters.store import waiting as waiting_letters
from central.outgoing.due import what_is_due
from central.policies import versions
from central.register import store as register
from central.register.use_case import Status
from central.store.engine import reading

#: Below so many people numbers say little and tell on single persons: other things come first.
SMALL = 250


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/", guards=[SIGNED_IN], sync_to_thread=True)
    def overview_page(request: Asked, week: FromQuery[int | None] = None) -> Response[str]:
        newest = newest_history(site)
        last = site.weeks.newest_published("week", site.clock())
        common = {"next": day_in_words(int(site.weeks.appears("week", last + 1)))}
        if newest is None:
            return site.page(request, "empty.html", **common)
        history = newest if week in (None, newest.week) else earlier_history(site, week, newest)
        overview = build_overview(history)
        shown: dict[str, object] = {
            "week": week_in_words(site.weeks, history.week),
            "before": history.week - 1 if history.week - 1 in history.epochs else None,
            "after": history.week + 1 if history.week < newest.week else None,
            "page": overview,
            "notes": [
                *yesterday(site.engine, site.registry, site.weeks, site.clock()),
                *notes(overview),
            ],
            "changes": what_changed(overview),
        }
        return site.page(request, "overview.html", **shown, **_office(site), **common)

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
