"""Published weeks, each with the quarter that ends with it, as the pages show them."""

from __future__ import annotations

from litestar.exceptions import NotFoundException

from central.calendar import QUARTER
from central.console.history import History
from central.console.overview import Overview, build_overview
from central.console.site import Site
from central.store.figures import newest_epoch, read_epochs, read_figures, read_totals

#: Weeks.
YEAR = 52


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
    history = _history(site, week)
    site.published.clear()
    site.published[week] = history
    return history


def earlier_history(site: Site, week: int | None, newest: History) -> History:
    """That of a week before the newest. Raises NotFoundException where none was published."""
    if week is None or not newest.week - YEAR < week < newest.week:
        raise NotFoundException
    history = _history(site, week)
    if week not in history.epochs:
        raise NotFoundException
    return history


def _history(site: Site, week: int) -> History:
    first = week - QUARTER + 1
    figures = read_figures(site.engine, "week", range(first, week + 1))
    epochs = read_epochs(site.engine, "week", first, week)
    year = read_totals(site.engine, "week", range(week - YEAR + 1, week + 1))
    return History(figures, epochs, site.registry, first, week, year)


def newest_overview(site: Site) -> tuple[int, Overview] | None:
    """The newest published week and its overview, or None before the first."""
    history = newest_history(site)
    return (history.week, build_overview(history)) if history else None
