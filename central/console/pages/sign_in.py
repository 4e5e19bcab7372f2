"""Signing in and out."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler
from sqlalchemy import Connection

from central.access import accounts, sessions
from central.access.accounts import Account
from central.access.person import Person
from central.access.sign_in import Credentials, sign_in
from central.audit import log
from central.console.cookies import no_cookie, session_cookie
from central.console.fields import Fields
from central.console.guards import SIGNED_IN
from central.console.site import Site, go
from central.console.web import Asked, Form
from central.store.engine import writing

#: Holds what is needed on the way back from the sign-in service.
ON_THE_WAY = "plimsoll-on-the-way"


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/sign-in", opt={"open": True}, sync_to_thread=True)
    def sign_in_page(request: Asked) -> Response[Any]:
        if request.user is not None:
            return Redirect("/")
        return _page(site, request, 200)

    @post("/sign-in", opt={"open": True}, sync_to_thread=True)
    def sign_in_now(request: Asked, data: Form) -> Response[Any]:
        form = Fields(data)
        place = request.client.host if request.client else ""
        email = form.text("email", 320, needed=False)
        given = Credentials(email, form.secret("password"), form.text("code", needed=False), place)
        with writing(site.engine) as connection:
            account = sign_in(connection, site.keys, given, site.clock())
            secret = begin(site, connection, account, "password") if account else ""
        if not secret:
            return _page(site, request, 422, email=email, failed=True)
        return let_in(site, secret, "/")

    @post("/sign-out", guards=[SIGNED_IN], sync_to_thread=True)
    def sign_out(request: Asked) -> Response[Any]:
        with writing(site.engine) as connection:
            sessions.end(connection, request.user.secret)
            log.write(connection, request.user, "session.ended", request.user.email, site.now())
        answer = go("/sign-in", "signed-out")
        answer.set_cookie(no_cookie(site.secure))
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer

    return [sign_in_page, sign_in_now, sign_out, *_service_routes(site)]


def _service_routes(site: Site) -> list[ControllerRouterHandler]:
    if site.settings.sign_in is None:
        return []
    # Loaded only where there is such a service.
    from central.access.admit import admit
    from central.access.oidc import PATIENCE, OidcError, SignInService

    service = SignInService(site.settings.sign_in, site.keys, site.address)

    @get("/sign-in/with-service", opt={"open": True}, sync_to_thread=True)
    def depart(request: Asked) -> Response[Any]:
        try:
            departure = service.depart()
        except OidcError as error:
            return _page(site, request, 502, reason=str(error))
        answer = Redirect(departure.address, status_code=303)
        answer.set_cookie(_on_the_way(site, departure.sealed, PATIENCE))
        return answer

    @get("/sign-in/back", opt={"open": True}, sync_to_thread=True)
    def arrive(request: Asked) -> Response[Any]:
        # By hand: the framework keeps the name `state` for itself.
        state, code = (request.query_params.get(name, "") for name in ("state", "code"))
        sealed = request.cookies.get(ON_THE_WAY, "")
        try:
            visitor = service.arrive(sealed, state, code)
            with writing(site.engine) as connection:
                account = admit(connection, visitor)
                secret = begin(site, connection, account, "service")
        except OidcError as error:
            answer = _page(site, request, 403, reason=str(error))
        else:
            answer = let_in(site, secret, "/")
        answer.set_cookie(_on_the_way(site, "", 0))
        return answer

    return [depart, arrive]


def begin(site: Site, connection: Connection, account: Account, way: str) -> str:
    """Begins a session and writes it down; returns the cookie's secret."""
    now = site.now()
    sessions.tidy(connection, site.lifetime, now)
    person = Person(account.id, account.email, account.name, account.role)
    log.write(connection, person, "session.begun", account.email, now, way=way)
    return sessions.begin(connection, account.id, now)


def let_in(site: Site, secret: str, path: str) -> Response[Any]:
    """Gives the browser its cookie and sends it on."""
    answer = go(path)
    answer.set_cookie(session_cookie(secret, site.secure, site.lifetime.longest))
    return answer


def _page(site: Site, request: Asked, status: int, **values: object) -> Response[str]:
    with site.engine.connect() as connection:
        nobody = accounts.count(connection) == 0
    service = site.settings.sign_in
    common: dict[str, object] = {"email": "", "failed": False, "reason": "", "nobody": nobody}
    common["service"] = service.name if service else ""
    return site.page(request, "sign_in.html", status, **common | values)


def _on_the_way(site: Site, sealed: str, seconds: int) -> Cookie:
    # Lax: the way back begins at the service, and this cookie must come along.
    return Cookie(
        ON_THE_WAY,
        value=sealed,
        path="/sign-in",
        max_age=seconds,
        secure=site.secure,
        httponly=True,
        samesite="lax",
    )
