"""How the report looks: type, tables, and the foot of each page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from central.words import gettext as _

INK, QUIET, LINE, SEA = map(HexColor, ("#17212b", "#56626e", "#dcd9cf", "#0a5a86"))

#: Letters of most languages, where the system has them; else those that come with reportlab.
_DEJAVU = Path("/usr/share/fonts/truetype/dejavu")


@cache
def _fonts() -> tuple[str, str]:
    plain, bold = _DEJAVU / "DejaVuSans.ttf", _DEJAVU / "DejaVuSans-Bold.ttf"
    if not plain.exists() or not bold.exists():
        plain, bold = Path("Vera.ttf"), Path("VeraBd.ttf")
    pdfmetrics.registerFont(TTFont("plain", str(plain)))
    pdfmetrics.registerFont(TTFont("bold", str(bold)))
    return "plain", "bold"


def _style(size: float, *, bold: bool = False, colour: HexColor = INK) -> ParagraphStyle:
    font = _fonts()[bold]
    return ParagraphStyle("", fontName=font, fontSize=size, leading=size * 1.4, textColor=colour)


def title(words: str) -> Paragraph:
    style = _style(24, bold=True)
    style.spaceAfter = 4 * mm
    return Paragraph(words, style)


def heading(words: str) -> Paragraph:
    style = _style(13, bold=True)
    style.spaceBefore, style.spaceAfter, style.keepWithNext = 9 * mm, 3 * mm, 1
    return Paragraph(words, style)


def lead(words: str) -> Paragraph:
    style = _style(9, colour=QUIET)
    style.spaceAfter = 2 * mm
    return Paragraph(words, style)


def cell(words: str, *, strong: bool = False) -> Paragraph:
    """One cell of a table. `words` are escaped already, or ours."""
    return Paragraph(words, _style(7.5, bold=strong, colour=QUIET if strong else INK))


def table(
    rows: Sequence[Sequence[Paragraph]], widths: Sequence[float], *, has_head: bool = False
) -> Table:
    """A table with a thin line under each row; its head comes again on each page."""
    made = Table(
        list(map(list, rows)), colWidths=list(widths), repeatRows=int(has_head), hAlign="LEFT"
    )
    made.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 2.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ]
        )
    )
    return made


def footer(canvas: Canvas, document: SimpleDocTemplate) -> None:
    """The load line, the name and the number of the page."""
    canvas.saveState()
    canvas.setStrokeColor(SEA)
    canvas.setLineWidth(1)
    x, y = 24 * mm, 13.2 * mm
    canvas.circle(x, y, 1.7 * mm)
    canvas.line(x - 2.6 * mm, y, x + 2.6 * mm, y)
    canvas.setFont(_fonts()[0], 7.5)
    canvas.setFillColor(QUIET)
    canvas.drawString(29 * mm, 12.3 * mm, _("Plimsoll · evidence of AI use"))
    canvas.drawRightString(188 * mm, 12.3 * mm, str(canvas.getPageNumber()))
    canvas.restoreState()
