"""The pack's report as PDF: what a person reads first."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer

from central.console.dates import day_in_words, day_of_number
from central.days import DAY
from central.deciding.store import Decided
from central.evidence.contents import Contents
from central.evidence.controls import controls
from central.evidence.paper import cell, footer, heading, lead, table, title
from central.register.names import eu_classes, risks, statuses
from central.words import gettext as _
from central.words import ngettext


def report(contents: Contents, names: dict[int, str]) -> bytes:
    """The PDF. `names` are the names of tools by number."""
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=22 * mm,
        rightMargin=22 * mm,
        topMargin=24 * mm,
        bottomMargin=22 * mm,
        title=_("Evidence of AI use"),
        author=contents.company or "Plimsoll",
        invariant=True,
    )
    story = [*_front(contents), *_policy(contents), *_register(contents)]
    story += [*_decisions(contents.decisions, names), *_figures(contents), *_controls()]
    document.build(story, onFirstPage=footer, onLaterPages=footer)
    return file.getvalue()


def _front(contents: Contents) -> list[Flowable]:
    period = contents.period
    words = _("{company}From {first} to {last}. Made on {made}.").format(
        company=f"{contents.company}. " if contents.company else "",
        first=day_of_number(period.first_day),
        last=day_of_number(period.last_day),
        made=day_in_words(contents.made),
    )
    approved = sum(one.case.status == "approved" for one in contents.cases)
    done = [one for one in contents.reviews if period.holds((one.done_day or 0) * DAY)]
    facts = [
        (_("Use cases registered"), str(len(contents.cases))),
        (_("of these approved"), str(approved)),
        (_("Decisions about tools in the period"), str(len(contents.decisions))),
        (_("Reviews of the policy done in the period"), str(len(done))),
        (_("Changes that took a second signature"), str(len(contents.countersigned))),
        (_("Lines of the audit log in the period"), str(len(contents.audit))),
        (_("Published figures in the period"), str(len(contents.figures))),
    ]
    last = contents.audit[-1].hash.hex() if contents.audit else "–"
    return [
        title(_("Evidence of AI use")),
        lead(words),
        Spacer(0, 6 * mm),
        table([(cell(name), cell(value)) for name, value in facts], (110 * mm, 56 * mm)),
        Spacer(0, 4 * mm),
        lead(_("Hash of the last line of the audit log in the period: {hash}").format(hash=last)),
        lead(
            _(
                "Figures are published sums: a number is shown only when at least ten devices are "
                "in it and at least ten that reported are not. The pack is signed; "
                "`plimsoll-central verify` checks it."
            )
        ),
    ]


def _policy(contents: Contents) -> list[Flowable]:
    policy = contents.policy
    found: list[Flowable] = [heading(_("Policy"))]
    if policy is None:
        found.append(lead(_("No version was published.")))
    else:
        words = _("{title}, version {number}, in force since {day}.")
        day = day_in_words(policy.published or 0)
        found.append(lead(words.format(title=policy.title, number=policy.number, day=day)))
    rows = [
        (one.cause, one.reason or "–", day_of_number(one.due_day), day_of_number(one.done_day or 0))
        for one in contents.reviews
    ]
    head = (_("Review"), _("Why"), _("Due"), _("Done"))
    return found + _listed(head, rows, (30, 66, 35, 35))


def _register(contents: Contents) -> list[Flowable]:
    rows = [
        (
            str(one.number),
            one.case.title,
            one.case.owner or "–",
            risks()[one.case.risk],
            eu_classes()[one.case.eu_class],
            statuses()[one.case.status],
            day_of_number(one.case.review_day) or "–",
        )
        for one in contents.cases
    ]
    head = (_("No."), _("Use case"), _("Owner"), _("Risk"), _("AI Act"), _("Status"), _("Review"))
    return [heading(_("Register of use cases")), *_listed(head, rows, (9, 45, 27, 18, 27, 19, 21))]


def _decisions(decided: Sequence[Decided], names: dict[int, str]) -> list[Flowable]:
    rows = [
        (
            day_in_words(one.moment),
            names.get(one.tool, str(one.tool)),
            one.decision.verb,
            one.decision.up_to or "–",
            day_of_number(one.decision.until_day) or "–",
            one.decision.reason,
        )
        for one in decided
    ]
    head = (_("Day"), _("Tool"), _("Decision"), _("Up to"), _("Until"), _("Reason"))
    return [heading(_("Decisions about tools")), *_listed(head, rows, (28, 30, 20, 22, 26, 40))]


def _figures(contents: Contents) -> list[Flowable]:
    count = len(contents.figures)
    words = ngettext(
        "figures.csv holds {count} published figure.",
        "figures.csv holds {count} published figures.",
        count,
    )
    return [heading(_("Figures")), lead(words.format(count=count))]


def _controls() -> list[Flowable]:
    rows = [(one.standard, one.number, one.title, one.words) for one in controls()]
    head = (_("Standard"), _("Control"), _("Title"), _("What shows it"))
    return [
        PageBreak(),
        heading(_("Controls")),
        *_listed(head, rows, (30, 15, 55, 66)),
    ]


def _listed(
    head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> list[Flowable]:
    if not rows:
        return [lead(_("Nothing in the period."))]
    cells: list[Sequence[Paragraph]] = [[cell(one, strong=True) for one in head]]
    cells += [[cell(escape(one)) for one in row] for row in rows]
    return [table(cells, [width * mm for width in widths], has_head=True)]
