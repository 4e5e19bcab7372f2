"""Turns an overview into HTML. The words stand in the templates and go through gettext."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from central.console import strip
from central.console.dates import day_of_number, moment_in_words
from central.words import gettext, ngettext

#: Between groups of three digits: narrow, and never at a line's end.
NARROW = "\N{NARROW NO-BREAK SPACE}"


def make_environment() -> Environment:
    """The templates, with escaping on and no name left undefined."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_say, ngettext=_count, bars=strip.bars, strip=strip)
    environment.filters.update(code=code, number=number, moment=moment_in_words, day=day_of_number)
    return environment


def number(count: int) -> str:
    """Such as `12 345`, with narrow spaces that keep it on one line (ISO 80000-1)."""
    return f"{count:,}".replace(",", NARROW)


def code(text: str) -> Markup:
    """A sentence in which `backticks` mark what can be typed."""
    parts = [escape(part) for part in text.split("`")]
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(parts)
    )


def percent(part: int, whole: int) -> int:
    """Rounded down: 99.9 % is not all."""
    return 100 * part // whole if whole else 0


def _say(text: str, **values: object) -> str:
    # Translated first, filled in afterwards: a sentence is never glued from parts.
    return gettext(text) % values


def _count(one: str, many: str, num: int) -> str:
    return ngettext(one, many, num) % {"num": number(num)}
