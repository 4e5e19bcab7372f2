"""A row of small bars, one per week, as SVG: the shape of a quarter at a glance."""

from __future__ import annotations

from dataclasses import dataclass

#: In SVG units; the drawing scales with the page.
WIDTH, GAP, HEIGHT = 8, 3, 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: left edge, upper edge and height."""

    x: int
    y: float
    height: float
    last: bool


def bars(course: tuple[int, ...]) -> list[Bar]:
    """A bar per week, the highest one filling the height. A week of zero keeps a hairline."""
    highest = max(course, default=0) or 1
    heights = [max(HEIGHT * count / highest, 1) for count in course]
    return [
        Bar(i * (WIDTH + GAP), round(HEIGHT - height, 1), round(height, 1), i == len(course) - 1)
        for i, height in enumerate(heights)
    ]


def width(course: tuple[int, ...]) -> int:
    """The width of the whole drawing."""
    return max(len(course) * (WIDTH + GAP) - GAP, 1)
