"""Second signatures: what waits for the works council, and what it has decided."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from central.access import accounts
from central.access.roles import Permission
from central.access.sign_in import has_code
from central.audit import log
from central.console.fields import LONG, Fields
from central.console.guards import needs
from central.console.site import Site, go
from central.console.web import Asked, Form
from central.deciding import countersign
from central.deciding.countersign import Kind
from central.store.engine import reading, writing
from central.words import gettext as _

SEE, PROPOSE = needs(Permission.SEE_PROTOCOL), needs(Permission.PROPOSE)
SIGN = needs(Permission.COUNTERSIGN)


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/signatures", guards=[SEE], sync_to_thread=True)
    def signatures_page(request: Asked) -> Response[str]:
        return _page(site, request)

    @post("/signatures/propose", guards=[PROPOSE], sync_to_thread=True)
    def propose(request: Asked, data: Form) -> Response[Any]:
        form = Fields(data)
        kind, title, body = form.choice("kind", Kind), form.text("title"), form.text("body", LONG)
        if form.errors:
            return _page(site, request, errors=form.errors, typed=data)
        who, now = request.user, site.now()
        with writing(site.engine) as connection:
            number = countersign.propose(connection, Kind(kind), title, body, who.email, now)
            subject = f"change {number}"
            log.write(connection, who, "signature.asked", subject, now, kind=kind, title=title)
        return go("/signatures", "proposed")

    @post("/signatures/{number:int}", guards=[SIGN], sync_to_thread=True)
    def decide(request: Asked, number: FromPath[int], data: Form) -> Response[Any]:
        form = Fields(data)
        verdict = form.choice("verdict", ("sign", "refuse"))
        answer = form.text("answer", 2_000, needed=verdict != "sign")
        code = form.text("code", needed=False)
        if form.errors:
            return _page(site, request, wrong=_("Say why you refuse, so that it can be mended."))
        wrong = _decided(site, request, number, verdict == "sign", answer, code)
        if wrong:
            return _page(site, request, wrong=wrong)
        return go("/signatures", "signed" if verdict == "sign" else "refused")

    return [signatures_page, propose, decide]


def _decided(site: Site, request: Asked, number: int, signed: bool, answer: str, code: str) -> str:
    """Signs or refuses; returns what keeps it from being done."""
    who, now = request.user, site.now()
    with writing(site.engine) as connection:
        account = accounts.by_id(connection, who.account or 0)
        # Whoever finds an open screen cannot sign: a fresh code comes with each signature.
        asked = account is not None and account.totp is not None
        if account and asked and not has_code(connection, site.keys, account, code, site.clock()):
            return _("The code that your app shows now has six digits; each is good once.")
        change = (
            countersign.decide(connection, number, signed, answer, who.email, now)
            if number < 2**31
            else None
        )
        if change is None:
            return _("This was decided before, or you proposed it yourself.")
        action = "signature.given" if signed else "signature.refused"
        digest, subject = change.digest.hex(), f"change {number}"
        log.write(connection, who, action, subject, now, digest=digest, title=change.title)
    return ""


def _page(site: Site, request: Asked, **values: object) -> Response[str]:
    with reading(site.engine) as connection:
        changes = countersign.everything(connection)
        account = accounts.by_id(connection, request.user.account or 0)
    nothing: dict[str, object] = {"wrong": "", "errors": {}, "typed": {}}
    asks_code = account is not None and account.totp is not None
    shown = {"changes": changes, "kinds": kinds(), "asks_code": asks_code, "draft": site.draft()}
    status = 422 if values else 200
    return site.page(request, "signatures.html", status, **nothing | shown | values)


def kinds() -> dict[str, str]:
    """What the kinds of change are called."""
    return {
        Kind.REGISTRY: _("what may be counted"),
        Kind.GROUPS: _("groups"),
        Kind.CUSTOM_TOOLS: _("tools of the company’s own"),
        Kind.CUSTOM_MARKS: _("marks of the company’s own"),
        Kind.REKEYING: _("new keys"),
    }
