"""The rules: packs, rings, what is disputed, and a text to try."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.types import ControllerRouterHandler

from central.access.roles import Permission
from central.console.families import families_of_month
from central.console.fields import Fields
from central.console.guards import SIGNED_IN
from central.console.on_shelves import newest_shelved
from central.console.packs import LEVELS
from central.console.policy_names import levels
from central.console.single_rules import ROW, single_rules
from central.console.site import Site
from central.console.tool_names import actions, classes
from central.console.trying import LONGEST, CannotTry, judge
from central.console.web import Asked, Form
from central.letters import store as letters
from central.letters.store import Disputed
from central.store.engine import reading
from central.words import gettext as _

#: Where a tried text would go, by class of tool: an address that has it, or one that nobody has.
DESTINATIONS = {"public": "chatgpt.com", "unknown": "tool.invalid"}


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/rules", guards=[SIGNED_IN], sync_to_thread=True)
    def rules_page(request: Asked) -> Response[str]:
        disputed: list[Disputed] = []
        if request.user.may(Permission.READ_LETTERS):
            with reading(site.engine) as connection:
                disputed = letters.disputed(connection)
        store = site.engine, site.registry, site.weeks
        shelved = newest_shelved(*store, "month", ROW, site.clock())
        return site.page(
            request,
            "rules.html",
            disputed=disputed,
            month=families_of_month(*store, site.clock()),
            single=single_rules(shelved, site.rule_names) if shelved else [],
            packs=site.packs,
            ladder=LEVELS,
            levels=levels(),
            releases=site.releases(),
            destinations={key: classes()[key] for key in DESTINATIONS},
            today=site.now() // 86_400,
            tried=None,
            wrong="",
        )

    @post("/rules/try", guards=[SIGNED_IN], status_code=200, sync_to_thread=True)
    def try_text(request: Asked, data: Form) -> Response[str]:
        form = Fields(data)
        text = form.secret("text")[:LONGEST]
        to = form.choice("to", DESTINATIONS) or "public"
        tried, wrong = None, ""
        try:
            tried = judge(text, DESTINATIONS[to])
        except CannotTry:
            wrong = _("The companion’s command is not on this server, or it failed.")
        names = {"levels": levels(), "actions": actions()}
        return site.page(request, "rules_tried.html", tried=tried, wrong=wrong, **names)

    return [rules_page, try_text]
