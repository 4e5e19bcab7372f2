"""What keeps a policy alive: reviews with their dates, and lessons."""

from __future__ import annotations

from typing import Any

from litestar import Response, post
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

from central.audit import log
from central.console.fields import LONG, Fields
from central.console.pages.policy import EDIT, page
from central.console.policy_names import levels
from central.console.site import Site, go
from central.console.web import Asked, Form
from central.days import DAY, day_text
from central.policies import lessons, reviews
from central.policies.reviews import Cause
from central.store.engine import writing


def routes(site: Site) -> list[ControllerRouterHandler]:
    @post("/policy/reviews", guards=[EDIT], sync_to_thread=True)
    def add_review(request: Asked, data: Form) -> Response[Any]:
        form = Fields(data)
        cause, reason, day = form.choice("cause", Cause), form.text("reason", 500), form.day("due")
        if form.errors:
            return page(site, request, form.errors, data)
        with writing(site.engine) as connection:
            reviews.add(connection, Cause(cause), reason, day)
            due = day_text(day)
            log.write(connection, request.user, "policy.review-set", cause, site.now(), due=due)
        return go("/policy", "due")

    @post("/policy/reviews/{number:int}/done", guards=[EDIT], sync_to_thread=True)
    def finish_review(request: Asked, number: FromPath[int], data: Form) -> Response[Any]:
        form = Fields(data)
        outcome = form.text("outcome", LONG)
        if form.errors:
            return page(site, request, {f"outcome-{number}": form.errors["outcome"]})
        who, now = request.user, site.now()
        with writing(site.engine) as connection:
            done = number < 2**31 and reviews.finish(
                connection, number, outcome, who.email, now // DAY
            )
            if done:
                subject = f"review {number}"
                log.write(connection, who, "policy.reviewed", subject, now, outcome=outcome)
        return go("/policy", "reviewed" if done else "")

    @post("/policy/lessons", guards=[EDIT], sync_to_thread=True)
    def put_lesson(request: Asked, data: Form) -> Response[Any]:
        form = Fields(data)
        number = form.number("id", 1, 2**31 - 1) if form.secret("id") else None
        title, text = form.text("lesson-title"), form.text("lesson-text", 2_000)
        about = form.choice("about", levels(), needed=False)
        if form.errors:
            return page(site, request, form.errors, data)
        shown = form.flag("shown")
        with writing(site.engine) as connection:
            lessons.put(connection, number, title, text, about, shown)
            log.write(connection, request.user, "policy.lesson", title, site.now(), shown=shown)
        site.release()
        return go("/policy", "lesson")

    return [add_review, finish_review, put_lesson]
