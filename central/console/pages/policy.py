"""The AI usage policy: what is in force, its versions, and who has acknowledged it."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler
from sqlalchemy import Connection

from central.access.roles import Permission
from central.audit import log
from central.console.acknowledged import acknowledged
from central.console.fields import LONG, Fields
from central.console.guards import SIGNED_IN, needs
from central.console.policy_names import causes, levels
from central.console.site import Site, go
from central.console.web import Asked, Form
from central.days import DAY, day_text
from central.policies import lessons, reviews, versions
from central.policies.first import first_text
from central.policies.markdown import rendered
from central.policies.versions import PolicyVersion
from central.store.engine import reading, writing
from central.words import gettext as _

EDIT = needs(Permission.EDIT_POLICY)


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/policy", guards=[SIGNED_IN], sync_to_thread=True)
    def policy_page(request: Asked) -> Response[str]:
        return page(site, request)

    @get("/policy/versions/{number:int}", guards=[SIGNED_IN], sync_to_thread=True)
    def version_page(request: Asked, number: FromPath[int]) -> Response[str]:
        with reading(site.engine) as connection:
            one = _found(connection, number)
        return site.page(request, "policy_version.html", one=one, html=rendered(one.text))

    return [policy_page, version_page, *_writing(site)]


def _writing(site: Site) -> list[ControllerRouterHandler]:
    @get("/policy/write", guards=[EDIT], sync_to_thread=True)
    def write_page(request: Asked) -> Response[str]:
        with reading(site.engine) as connection:
            newest = next(iter(versions.everything(connection)), None)
        title, text = (newest.title, newest.text) if newest else first_text()
        draft = newest if newest and newest.published is None else None
        typed = {"title": title, "text": text, "changes": draft.changes if draft else ""}
        return _form(site, request, draft, typed, {})

    @post("/policy/write", guards=[EDIT], sync_to_thread=True)
    def write(request: Asked, data: Form) -> Response[Any]:
        form = Fields(data)
        title, text = form.text("title"), form.text("text", LONG)
        changes = form.text("changes", LONG)
        if form.errors:
            return _form(site, request, None, data, form.errors)
        who, now = request.user, site.now()
        with writing(site.engine) as connection:
            newest = next(iter(versions.everything(connection)), None)
            if newest and newest.published is None:
                number = newest.number
                versions.change(connection, number, title, text, changes, who.email, now)
            else:
                number = versions.add(connection, title, text, changes, who.email, now)
            log.write(connection, who, "policy.written", f"version {number}", now, title=title)
        return go(f"/policy/versions/{number}", "saved")

    @post("/policy/preview", guards=[EDIT], sync_to_thread=True)
    def preview(data: Form) -> Response[str]:
        return Response(rendered(str(data.get("text", ""))[:LONG]), media_type="text/html")

    @post("/policy/versions/{number:int}/publish", guards=[EDIT], sync_to_thread=True)
    def publish(request: Asked, number: FromPath[int]) -> Response[Any]:
        who, now = request.user, site.now()
        with writing(site.engine) as connection:
            one = _found(connection, number)
            if versions.publish(connection, number, who.email, now):
                reviews.keep_annual(connection, now // DAY)
                subject = f"version {number}"
                log.write(connection, who, "policy.published", subject, now, title=one.title)
        site.release()
        return go("/policy", "published")

    return [write_page, write, preview, publish]


def page(
    site: Site,
    request: Asked,
    errors: dict[str, str] | None = None,
    typed: dict[str, Any] | None = None,
) -> Response[str]:
    """The policy's page; with a form's mistakes where one was sent."""
    today = site.now() // DAY
    with reading(site.engine) as connection:
        all_versions = versions.everything(connection)
        all_reviews = reviews.everything(connection)
        all_lessons = lessons.everything(connection)
    current = versions.in_force(all_versions)
    return site.page(
        request,
        "policy.html",
        422 if errors else 200,
        current=current,
        html=rendered(current.text) if current else "",
        acknowledged=acknowledged(
            site.engine, site.registry, site.weeks, site.clock(), site.groups()
        ),
        versions=all_versions,
        reviews=all_reviews,
        due=reviews.due(all_reviews, today),
        today=today,
        lessons=[(one, rendered(one.text)) for one in all_lessons],
        causes=causes(),
        levels=levels(),
        errors=errors or {},
        typed={"due": day_text(today + 30), **(typed or {})},
    )


def _found(connection: Connection, number: int) -> PolicyVersion:
    one = versions.find(connection, number) if number < 2**31 else None
    if one is None:
        raise NotFoundException(_("There is no such version."))
    return one


def _form(
    site: Site, request: Asked, draft: PolicyVersion | None, typed: Any, errors: dict[str, str]
) -> Response[str]:
    status, text = 422 if errors else 200, str(typed.get("text", ""))
    shown = {"draft": draft, "typed": typed, "errors": errors, "html": rendered(text)}
    return site.page(request, "policy_write.html", status, **shown)
