"""What stands on the overview: one number per section, then the table it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from central.console.history import History
from central.console.page import percent
from central.figures import Figure, Hidden, Total
from central.words import gettext as _

#: Gravest first: the eye begins at the top.
LEVELS = ("secret", "restricted", "confidential", "internal")
CLASSES = ("public", "unknown", "approved")
SAFE = ("cancelled", "redacted", "sandbox")
ANSWERS = (*SAFE, "continued", "not-sensitive", "none")
BANDS = ("lower", "upper")
USED = ("public", "approved", "sandbox", "local", "unknown")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells this week, their sum, the week before, quarter and year."""

    title: str
    cells: tuple[Figure, ...]
    week: Total
    before: Total
    quarter: Total
    year: Total


@dataclass(frozen=True, slots=True)
class Section:
    """A number that matters, how it went over the quarter, and its table."""

    week: Total
    before: Total
    quarter: Total
    year: Total
    course: tuple[int, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """How many devices used a class of tools, and how that went over the quarter."""

    title: str
    now: Figure
    before: Figure
    course: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """How many devices have a channel in each state: guarded, degraded, blind, absent."""

    title: str
    guarded: Figure
    degraded: Figure
    blind: Figure
    absent: Figure


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page says of one week."""

    received: int
    enrolled: int
    warnings: Section
    answers: Section
    use: tuple[Use, ...]
    channels: tuple[Channel, ...]

    @property
    def percent(self) -> int:
        """How many of the enrolled devices reported."""
        return percent(self.received, self.enrolled)

    @property
    def hides(self) -> bool:
        """Whether any number of the page is held back."""
        rows = (*self.warnings.rows, *self.answers.rows)
        figures = [cell for row in rows for cell in row.cells]
        figures += [use.now for use in self.use]
        for one in self.channels:
            figures += [one.guarded, one.degraded, one.blind, one.absent]
        return any(figure.hidden not in (None, Hidden.NONE) for figure in figures)


def build_overview(history: History) -> Overview:
    """The overview of the newest week."""
    return Overview(
        received=history.received(history.week),
        enrolled=history.issued(history.week),
        warnings=_warnings(history),
        answers=_answers(history),
        use=tuple(_use(history, tool_class) for tool_class in USED),
        channels=channels(history),
    )


def _warnings(history: History) -> Section:
    titles = {
        "secret": _("Secret"),
        "restricted": _("Restricted"),
        "confidential": _("Confidential"),
        "internal": _("Internal"),
    }
    table = {titles[level]: [f"warn.{level}.{one}" for one in CLASSES] for level in LEVELS}
    return _section(history, table)


def _answers(history: History) -> Section:
    titles = {
        "cancelled": _("Cancelled"),
        "redacted": _("Redacted and pasted"),
        "sandbox": _("Opened in an approved tool"),
        "continued": _("Continued with a reason"),
        "not-sensitive": _("Said it is not sensitive"),
        "none": _("Left without an answer"),
    }
    table = {titles[choice]: [f"answer.{choice}.{band}" for band in BANDS] for choice in ANSWERS}
    safe = [f"answer.{choice}.{band}" for choice in SAFE for band in BANDS]
    return _section(history, table, safe)


def _section(
    history: History, table: dict[str, list[str]], headline: list[str] | None = None
) -> Section:
    metrics = headline or [metric for row in table.values() for metric in row]
    return Section(
        week=history.sum_of(metrics, history.week),
        before=history.sum_of(metrics, history.week - 1),
        quarter=history.quarter_of(metrics),
        year=history.year_of(metrics),
        course=history.course_of(metrics),
        rows=tuple(_row(history, title, row) for title, row in table.items()),
    )


def _row(history: History, title: str, metrics: list[str]) -> Row:
    return Row(
        title=title,
        cells=tuple(history.now(metric) for metric in metrics),
        week=history.sum_of(metrics, history.week),
        before=history.sum_of(metrics, history.week - 1),
        quarter=history.quarter_of(metrics),
        year=history.year_of(metrics),
    )


def _use(history: History, tool_class: str) -> Use:
    titles = {
        "public": _("Public tools"),
        "approved": _("Approved tools"),
        "sandbox": _("The company’s own trial tools"),
        "local": _("Models on the device"),
        "unknown": _("Tools not in the catalogue"),
    }
    metric = f"use.class.{tool_class}"
    before = history.figure(metric, history.week - 1)
    return Use(titles[tool_class], history.now(metric), before, history.course_of([metric]))


def channels(history: History) -> tuple[Channel, ...]:
    """How many devices have each channel in each state, in the newest week."""
    names = [metric.id.removeprefix("cover.") for metric in history.registry.under("cover.")]
    return tuple(_channel(history, name) for name in names)


def _channel(history: History, name: str) -> Channel:
    titles = {
        "clipboard": _("Clipboard"),
        "window": _("Window in front"),
        "process": _("Programs"),
        "browser": _("Browsers"),
        "cli": _("Command line"),
        "ide": _("Editors"),
        "mcp": _("Agents’ tools (MCP)"),
        "document": _("Documents"),
    }
    values = history.registry.by_id[f"cover.{name}"].values
    found = dict(zip(values, history.states(f"cover.{name}"), strict=True))
    return Channel(
        title=titles.get(name, name),
        guarded=found["guarded"],
        degraded=found["degraded"],
        blind=found["blind"],
        absent=found["absent"],
    )
