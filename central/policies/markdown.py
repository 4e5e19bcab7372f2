"""Markdown as HTML that holds text alone: no HTML of the writer's, no pictures, no scripts."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markupsafe import Markup

#: A heading of the text stands below the page's own.
_DEEPER = 2


def rendered(text: str) -> Markup:
    """CommonMark and tables. Links lead to http, https and mailto only."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + _DEEPER, 6)}"
    # The parser escapes all that is not Markdown; `html` is off.
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704
