"""The evidence page: choose a period, take the signed pack along."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.types import ControllerRouterHandler

from central.access.roles import Permission
from central.audit import log
from central.console.fields import Fields
from central.console.guards import needs
from central.console.site import Site
from central.console.web import Asked, Form
from central.days import DAY, day_text
from central.evidence.contents import Contents, Period, gather
from central.evidence.controls import controls
from central.evidence.figures import figure_rows
from central.evidence.pack import pack
from central.store.engine import reading, writing
from central.words import gettext as _

MAKE = needs(Permission.MAKE_EVIDENCE)
#: Days of the period that the form proposes: a quarter.
QUARTER = 91


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/evidence", guards=[MAKE], sync_to_thread=True)
    def evidence_page(request: Asked) -> Response[str]:
        return _page(site, request, {})

    @post("/evidence/pack", guards=[MAKE], status_code=200, sync_to_thread=True)
    def make(request: Asked, data: Form) -> Response[Any]:
        form = Fields(data)
        period = Period(form.day("first"), form.day("last"))
        if not form.errors and period.first_day > period.last_day:
            form.errors["last"] = _("The last day comes after the first.")
        if form.errors:
            return _page(site, request, form.errors, data)
        with writing(site.engine) as connection:
            first, last = day_text(period.first_day), day_text(period.last_day)
            subject = f"{first} to {last}"
            log.write(connection, request.user, "evidence.made", subject, site.now())
        contents = _gathered(site, period)
        name = f"plimsoll-evidence-{first}-{last}.zip"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(_packed(site, contents), media_type="application/zip", headers=headers)

    return [evidence_page, make]


def _gathered(site: Site, period: Period) -> Contents:
    store = site.engine, site.registry, site.weeks
    figures = figure_rows(*store, site.tools, period.begins, period.ends, site.clock())
    with reading(site.engine) as connection:
        company = site.settings.company.name
        return gather(connection, figures, period, company, site.now())


def _packed(site: Site, contents: Contents) -> bytes:
    # The PDF's library is loaded when a pack is made, not when central starts.
    from central.evidence.files import files_of

    names = {number: tool.name for number, tool in site.tools.items()}
    about = {
        "company": contents.company,
        "first": day_text(contents.period.first_day),
        "last": day_text(contents.period.last_day),
        "made": day_text(contents.made // DAY),
        "audit_lines": contents.audit_length,
        "audit_head": contents.audit[-1].hash.hex() if contents.audit else "",
    }
    return pack(files_of(contents, names), about, site.keys.signer)


def _page(
    site: Site, request: Asked, errors: dict[str, str], typed: dict[str, Any] | None = None
) -> Response[str]:
    today = site.now() // DAY
    begin = {"first": day_text(today - QUARTER), "last": day_text(today)}
    return site.page(
        request,
        "evidence.html",
        422 if errors else 200,
        errors=errors,
        typed={**begin, **(typed or {})},
        controls=controls(),
        key=site.keys.public_hex(),
    )
