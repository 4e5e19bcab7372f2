"""The console: one page, the same figures as JSON, and the files the page needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from litestar import get
from litestar.static_files import create_static_files_router
from litestar.types import ControllerRouterHandler
from sqlalchemy import Engine

from central.console.dates import day_in_words, week_in_words
from central.console.history import History
from central.console.notes import notes
from central.console.overview import Overview, build_overview
from central.console.page import make_environment
from central.registry import Registry
from central.store.enrolments import Enrolments
from central.store.sums import newest_week, read_sums
from central.weeks import QUARTER, Weeks

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Console:
    """What the console needs. It reads published weeks and nothing else."""

    engine: Engine
    registry: Registry
    weeks: Weeks
    clock: Callable[[], float]

    def overview(self) -> tuple[int, Overview] | None:
        """The newest published week and its overview, or None before the first."""
        week = newest_week(self.engine, self.weeks.newest_published(self.clock()))
        if week is None:
            return None
        first = week - QUARTER + 1
        sums = read_sums(self.engine, first, week)
        history = History(sums, self.registry, first, week, self.weeks.demonstration)
        return week, build_overview(history, Enrolments(self.engine).count(week))

    def next_published(self) -> int:
        """When the next week's figures appear, Unix seconds."""
        return self.weeks.appears(self.weeks.newest_published(self.clock()) + 1)


def console_routes(console: Console) -> list[ControllerRouterHandler]:
    """The console's routes."""
    templates = make_environment()

    @get("/", media_type="text/html; charset=utf-8", sync_to_thread=True)
    def overview_page() -> str:
        found = console.overview()
        common = {"weeks": console.weeks, "next": day_in_words(console.next_published())}
        if found is None:
            now = int(console.clock())
            enrolled = Enrolments(console.engine).count(console.weeks.at(now))
            return templates.get_template("empty.html").render(common, enrolled=enrolled)
        week, overview = found
        return templates.get_template("overview.html").render(
            common,
            week=week_in_words(console.weeks, week),
            page=overview,
            notes=notes(overview),
        )

    @get("/figures.json", sync_to_thread=True)
    def overview_json() -> dict[str, object]:
        found = console.overview()
        week, overview = found if found else (None, None)
        return {
            "week": week,
            "week_seconds": console.weeks.seconds,
            "demonstration": console.weeks.demonstration,
            "figures": overview,
        }

    files = create_static_files_router("/static", [STATIC], include_in_schema=False)
    return [overview_page, overview_json, files]
