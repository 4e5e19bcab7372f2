"""What every page of the console needs, and how a page is made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from jinja2 import Environment
from litestar import MediaType, Response
from litestar.response import Redirect
from sqlalchemy import Engine

from central.access.keys import Keys
from central.access.person import Person
from central.access.roles import Permission
from central.access.sessions import DEMONSTRATION, Lifetime
from central.calendar import Calendar
from central.console.forgery import token_for
from central.console.groups import named_groups
from central.console.history import History
from central.console.menu import menu
from central.console.packs import Pack, load_packs
from central.console.page import make_environment
from central.console.said import said
from central.console.service import Service
from central.console.single_rules import RuleName, load_rule_names
from central.console.web import Asked
from central.deciding.groups import large_groups
from central.keys.drafted import Draft
from central.keys.releases import Published
from central.registry import Registry
from central.settings import Settings
from central.tools import Tool, load_tools


@dataclass(frozen=True, slots=True)
class Site:
    """The parts of one console. `address` is how people reach it, without a slash at the end."""

    engine: Engine
    registry: Registry
    weeks: Calendar
    clock: Callable[[], float]
    keys: Keys
    settings: Settings
    address: str
    tools: Mapping[int, Tool] = field(default_factory=load_tools)
    templates: Environment = field(default_factory=make_environment)
    #: The newest published quarter, once it was read.
    published: dict[int, History] = field(default_factory=dict)
    packs: tuple[Pack, ...] = field(default_factory=load_packs)
    rule_names: Mapping[int, RuleName] = field(default_factory=load_rule_names)
    #: The releases of rules in force.
    releases: Callable[[], list[Published]] = list
    #: What waits for the keys of the two who sign, where anything does.
    draft: Callable[[], Draft | None] = lambda: None
    #: Tells devices what was decided or published; nothing where this server signs nothing.
    release: Callable[[], object] = lambda: None
    service: Service = field(default_factory=Service)
    #: Requests a second that one visitor may make for long, and at once.
    rate: tuple[float, int] = (20.0, 300)

    def groups(self) -> Mapping[int, str]:
        """Label to name of the groups that may stand by themselves."""
        found = large_groups(self.engine, self.registry, self.weeks, self.clock())
        return named_groups(found, self.settings.groups)

    @property
    def secure(self) -> bool:
        """Whether people come by TLS, so that cookies never travel without it."""
        return self.address.startswith("https://")

    @property
    def lifetime(self) -> Lifetime:
        return DEMONSTRATION if self.weeks.demonstration else Lifetime()

    def now(self) -> int:
        return int(self.clock())

    def page(
        self, request: Asked, template: str, status: int = 200, /, **values: object
    ) -> Response[str]:
        """A page for whoever asks."""
        person = request.user
        common = {
            "weeks": self.weeks,
            "company": self.settings.company.name,
            "person": person,
            "menu": menu(person, request.url.path),
            "csrf": token_for(person.secret) if person else "",
            "said": said(request.query_params.get("said", "")),
            "may": _asker(person),
        }
        text = self.templates.get_template(template).render(common | lenient(values))
        return Response(text, media_type=MediaType.HTML, status_code=status)


class Lenient(dict[str, object]):
    """A form's content or mistakes: a field that is not there is empty."""

    def __missing__(self, _name: str) -> str:
        return ""


def lenient(values: Mapping[str, object]) -> dict[str, object]:
    """The values of a page, with everything of a form in a lenient form."""
    forms = ("errors", "token_errors", "typed", "values")
    return {
        name: Lenient(value) if name in forms and isinstance(value, dict) else value
        for name, value in values.items()
    }


def go(path: str, said: str = "") -> Redirect:
    """Sends the browser on after something was done; `said` names the sentence that it shows."""
    return Redirect(f"{path}?said={said}" if said else path, status_code=303)


def _asker(person: Person | None) -> Callable[[str], bool]:
    return lambda name: person is not None and person.may(Permission(name))
