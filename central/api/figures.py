"""Published figures for a program: the same cells that the overview shows."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from litestar import get
from litestar.exceptions import ValidationException
from litestar.params import QueryParameter
from litestar.types import ControllerRouterHandler

from central.console.guards import SIGNED_IN
from central.console.published_weeks import newest_overview
from central.console.site import Site
from central.days import DAY
from central.evidence.figures import FigureRow, figure_rows

#: Where days are counted from.
EPOCH = date(1970, 1, 1)
#: Days of one answer.
LONGEST = 92

FirstDay = Annotated[date, QueryParameter(description="Such as 2026-09-01.")]
LastDay = Annotated[date, QueryParameter(description="At most 92 days later.")]


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

    @get("/figures", guards=[SIGNED_IN], sync_to_thread=True)
    def figures(first: FirstDay, last: LastDay) -> list[FigureRow]:
        """Every published cell of the weeks that begin between two days."""
        begins, ends = _days(first, last)
        store = site.engine, site.registry, site.weeks
        return figure_rows(*store, site.tools, begins, ends, site.clock())

    return [overview, figures]


def _days(first: date, last: date) -> tuple[int, int]:
    """The first and the last second; a quarter at most, so that an answer stays small."""
    begins, ends = ((day - EPOCH).days * DAY for day in (first, last))
    if begins < 0 or not 0 <= ends - begins <= LONGEST * DAY:
        raise ValidationException(f"At most {LONGEST} days, and the first one first.")
    return begins, ends + DAY - 1
