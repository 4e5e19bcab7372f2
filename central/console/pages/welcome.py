"""What stands behind a one-time link: a new person chooses a password and sets up their codes."""

from __future__ import annotations

import base64
from typing import Any

import segno
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler
from markupsafe import Markup

from central.access import accounts, links, sessions, totp
from central.access.links import Link
from central.access.passwords import hashed, why_not
from central.access.roles import Role
from central.audit import log
from central.console.fields import Fields
from central.console.pages.sign_in import begin, let_in
from central.console.site import Site, go
from central.console.web import Asked, Form
from central.store.engine import reading, writing
from central.words import gettext as _

#: Who looks at a demonstration. Nobody else can reach it.
GUEST = "guest@demonstration.example"


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/welcome/{token:str}", opt={"open": True}, sync_to_thread=True)
    def welcome_page(request: Asked, token: FromPath[str]) -> Response[Any]:
        with reading(site.engine) as connection:
            link = links.look(connection, token, site.now())
        if link is None:
            return go("/") if request.user else site.page(request, "link_over.html", 410)
        if site.weeks.demonstration:
            return _guest(site, token)
        return _form(site, request, token, link, {})

    @post("/welcome/{token:str}", opt={"open": True}, sync_to_thread=True)
    def welcome(request: Asked, token: FromPath[str], data: Form) -> Response[Any]:
        with reading(site.engine) as connection:
            link = links.look(connection, token, site.now())
        if link is None:
            return site.page(request, "link_over.html", 410)
        form = Fields(data)
        name = form.text("name")
        email = link.email or form.text("email", 320)
        _check(site, token, form, name, email)
        if form.errors:
            return _form(site, request, token, link, form.errors, name=name, email=email)
        secret = _settle(site, token, name, email, form.secret("password"))
        if not secret:
            return site.page(request, "link_over.html", 410)
        return let_in(site, secret, "/")

    return [welcome_page, welcome]


def _secret(site: Site, token: str) -> bytes:
    # Made from the link: nothing has to be kept between showing the form and sending it.
    return site.keys.digest("totp", token)[:20]


def _form(
    site: Site,
    request: Asked,
    token: str,
    link: Link,
    errors: dict[str, str],
    **typed: str,
) -> Response[str]:
    secret = _secret(site, token)
    picture = segno.make(totp.address(secret, link.email or "console"), error="m")
    return site.page(
        request,
        "welcome.html",
        422 if errors else 200,
        link=link,
        token=token,
        errors=errors,
        typed={"name": "", "email": ""} | typed,
        # segno writes SVG without styles or scripts, from digits of ours only.
        picture=Markup(picture.svg_inline(scale=5, border=2, omitsize=True)),  # noqa: S704
        key=base64.b32encode(secret).decode(),
    )


def _check(site: Site, token: str, form: Fields, name: str, email: str) -> None:
    if "@" not in email:
        form.errors.setdefault("email", _("An address such as anna@company.example."))
    wrong = why_not(form.secret("password"), *name.split(), *email.split("@"))
    if wrong:
        form.errors["password"] = wrong
    code = form.text("code", needed=False)
    if totp.step_of(_secret(site, token), code, site.clock(), 0) is None:
        form.errors["code"] = _("The code that your app shows now has six digits.")


def _settle(site: Site, token: str, name: str, email: str, password: str) -> str:
    """Makes the account, or gives an old one a new password; returns the session's secret."""
    with writing(site.engine) as connection:
        link = links.use(connection, token, site.now())
        if link is None:
            return ""
        sealed = site.keys.seal(_secret(site, token))
        known = accounts.by_email(connection, email)
        if known is not None and link.email != known.email:
            # A link that names nobody makes a new person; it opens nobody's account.
            return ""
        if known is None:
            number = accounts.add(
                connection, email, name, link.role, password=hashed(password), totp=sealed
            )
        else:
            number = known.id
            values = {"password": hashed(password), "totp": sealed, "name": name}
            accounts.change(connection, number, **values, totp_step=0)
            sessions.end_all(connection, number)
        account = accounts.by_id(connection, number)
        if account is None or not account.active:
            return ""
        who = (account.email, str(account.role))
        log.write(connection, who, "person.joined", account.email, site.now(), role=account.role)
        return begin(site, connection, account, "link")


def _guest(site: Site, token: str) -> Response[Any]:
    with writing(site.engine) as connection:
        if links.use(connection, token, site.now()) is None:
            return go("/sign-in")
        guest = accounts.by_email(connection, GUEST)
        number = guest.id if guest else accounts.add(connection, GUEST, _("Guest"), Role.ISO)
        account = accounts.by_id(connection, number)
        secret = begin(site, connection, account, "link") if account else ""
    return let_in(site, secret, "/")
