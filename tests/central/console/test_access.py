"""Who gets in, who does not, and what each role may reach: every role against every route."""

from __future__ import annotations

import re

import pytest
from litestar.handlers import HTTPRouteHandler
from litestar.testing import TestClient

from central.access import accounts, links, sessions, totp
from central.access.roles import GRANTED, Permission, Role
from central.audit import log
from central.console.forgery import token_for
from central.store.engine import reading, writing
from tests.central.console.visiting import NOW, Clock, Office, words

PASSWORD = "harbour pilot seventeen lamps"
WEB = "https://central.example"
CSRF = "csrf"
#: What anybody may read: the description of the API, and files such as the style sheet.
OPEN = frozenset(
    {"/api/v1", "/api/v1/openapi.json", "/api/v1/{path:str}", "/static/{file_path:path}"}
)


def client_of(console: Office) -> TestClient:
    return TestClient(console.app, base_url=WEB)


def invite(console: Office, role: Role = Role.ISO, email: str = "anna@company.example") -> str:
    with writing(console.engine) as connection:
        return links.make(connection, role, email, NOW)


def code_for(console: Office, token: str, later: int = 0) -> str:
    secret = console.site.keys.digest("totp", token)[:20]
    return totp.code(secret, int(console.site.clock()) // 30 + later)


def join(console: Office, client: TestClient, token: str) -> int:
    form = {"name": "Anna", "email": "x@x", "password": PASSWORD, "code": code_for(console, token)}
    return client.post(f"/welcome/{token}", data=form, follow_redirects=False).status_code


def test_the_first_person_comes_by_a_link_that_is_good_once(console: Office) -> None:
    token = invite(console)
    with client_of(console) as client:
        page = client.get(f"/welcome/{token}")
        assert "<svg" in page.text
        assert join(console, client, token) == 303
        assert "Anna" in client.get("/").text
        cookie = next(iter(client.cookies.jar))
    assert cookie.name == "__Host-plimsoll"
    assert cookie.secure
    assert {"HttpOnly", "SameSite"} <= {
        name.title().replace("Httponly", "HttpOnly").replace("Samesite", "SameSite")
        for name in cookie._rest
    }  # type: ignore[attr-defined]
    with client_of(console) as other:
        assert other.get(f"/welcome/{token}").status_code == 410
        assert join(console, other, token) == 410


def test_a_weak_password_or_a_wrong_code_makes_nobody(console: Office) -> None:
    token = invite(console)
    form = {"name": "Anna", "password": "password1234", "code": "000000"}
    with client_of(console) as client:
        page = client.post(f"/welcome/{token}", data=form)
    assert page.status_code == 422
    assert "would be guessed" in words(page)
    assert "six digits" in words(page)
    with reading(console.engine) as connection:
        assert accounts.everyone(connection) == []


def test_a_link_that_is_a_day_old_is_over(console: Office) -> None:
    token = invite(console)
    assert isinstance(console.site.clock, Clock)
    console.site.clock.now += links.LIFETIME + 1
    with client_of(console) as client:
        assert client.get(f"/welcome/{token}").status_code == 410


def sign_in(console: Office, token: str, password: str, code: str) -> int:
    form = {"email": "anna@company.example", "password": password, "code": code}
    with client_of(console) as client:
        return client.post("/sign-in", data=form, follow_redirects=False).status_code


def test_password_and_code_are_both_needed_and_a_code_is_good_once(console: Office) -> None:
    token = invite(console)
    with client_of(console) as client:
        join(console, client, token)
    good = code_for(console, token)
    assert sign_in(console, token, "wrong", good) == 422
    assert sign_in(console, token, PASSWORD, "123") == 422
    assert sign_in(console, token, PASSWORD, good) == 303
    assert sign_in(console, token, PASSWORD, good) == 422
    assert sign_in(console, token, PASSWORD, code_for(console, token, 1)) == 303


def test_guessing_is_held_up_even_with_the_right_answer_at_last(console: Office) -> None:
    token = invite(console)
    with client_of(console) as client:
        join(console, client, token)
    assert {sign_in(console, token, "wrong", "123456") for _ in range(10)} == {422}
    assert sign_in(console, token, PASSWORD, code_for(console, token)) == 422
    assert isinstance(console.site.clock, Clock)
    console.site.clock.now += 1801
    assert sign_in(console, token, PASSWORD, code_for(console, token)) == 303


def test_a_session_ends_by_idleness_by_age_and_by_signing_out(console: Office) -> None:
    clock = console.site.clock
    assert isinstance(clock, Clock)
    idle, old, out = (console.visitor() for _ in range(3))
    clock.now += 3601
    assert idle.get("/").headers["location"] == "/sign-in"
    clock.now = float(NOW)
    for _ in range(13):
        clock.now += 3500
        old.get("/")
    assert old.get("/").headers["location"] == "/sign-in"
    clock.now = float(NOW)
    assert out.post("/sign-out").status_code == 303
    assert out.get("/").headers["location"] == "/sign-in"


def test_a_closed_account_and_a_changed_role_end_every_session(console: Office) -> None:
    viewer, iso = console.visitor(Role.VIEWER), console.visitor()
    with reading(console.engine) as connection:
        account = accounts.by_email(connection, "viewer@company.example")
    assert account is not None
    iso.post(f"/people/{account.id}", {"role": "viewer"})
    assert viewer.get("/").headers["location"] == "/sign-in"
    with writing(console.engine) as connection:
        viewer.secret = sessions.begin(connection, account.id, NOW)
    assert viewer.get("/").headers["location"] == "/sign-in"


def test_nobody_changes_their_own_role(console: Office) -> None:
    it = console.visitor(Role.IT)
    with reading(console.engine) as connection:
        account = accounts.by_email(connection, "it@company.example")
    assert account is not None
    page = it.post(f"/people/{account.id}", {"role": "iso", "active": "yes"})
    assert page.status_code == 422
    assert "Nobody changes their own role" in words(page)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_another_site_changes_nothing(console: Office, headers: dict[str, str]) -> None:
    iso = console.visitor()
    answer = iso.post("/use-cases/new", {"title": "x"}, headers=headers)
    assert answer.status_code == 403
    assert "came from another site" in words(answer)


def test_a_form_without_the_sessions_own_token_changes_nothing(console: Office) -> None:
    iso, other = console.visitor(), console.visitor(Role.IT)
    for given in ("", "x" * 64, token_for(other.secret), "é"):
        assert iso.post("/use-cases/new", {"title": "x", CSRF: given}).status_code == 403


def handlers(console: Office) -> list[tuple[str, str, HTTPRouteHandler]]:
    """Method, path and handler of each route of ours; Litestar's own are left out."""
    found = [
        (method, re.sub(r"\{[^}]*\}", "1", route.path), handler)
        for route in console.app.routes
        for handler in getattr(route, "route_handlers", ())
        if handler.http_methods != {"OPTIONS"} and route.path not in OPEN
        for method in sorted(handler.http_methods - {"HEAD", "OPTIONS"})
    ]
    assert len(found) > 40
    return found


def test_every_route_has_a_guard_or_says_that_it_is_open(console: Office) -> None:
    naked = [
        path
        for _method, path, handler in handlers(console)
        if not handler.opt.get("open") and not (handler.guards or ())
    ]
    assert naked == []


def test_each_role_on_each_route_gets_what_the_table_grants_and_no_more(console: Office) -> None:
    """Cross-role fuzz: 6 roles and nobody against every route."""
    leaks = []
    for method, path, handler in handlers(console):
        if handler.opt.get("open") or path == "/sign-out" or path.startswith("/api"):
            continue
        needed = [guard.permission for guard in handler.guards if hasattr(guard, "permission")]
        for role in Role:
            visitor = console.visitor(role)
            answer = visitor.get(path) if method == "GET" else visitor.post(path)
            allowed = set(needed) <= GRANTED[role]
            if (answer.status_code == 403) is allowed or answer.status_code >= 500:
                leaks.append((role, method, path, answer.status_code))
        nobody = console.nobody()
        answer = nobody.get(path) if method == "GET" else nobody.post(path)
        if answer.headers.get("location") != "/sign-in":
            leaks.append((None, method, path, answer.status_code))
    assert leaks == []


def test_the_menu_leads_nobody_to_a_closed_door(console: Office) -> None:
    for role in Role:
        visitor = console.visitor(role)
        menu = re.search(r"<nav.*?</nav>", visitor.get("/").text, re.DOTALL)
        assert menu
        for path in re.findall(r'href="([^"]+)"', menu.group()):
            assert visitor.get(path).status_code == 200, (role, path)


def test_works_council_and_auditor_see_what_the_company_sees(console: Office) -> None:
    watching = {
        one
        for one in Permission
        if one
        in (
            Permission.SEE,
            Permission.READ_LETTERS,
            Permission.READ_AUDIT,
            Permission.MAKE_EVIDENCE,
            Permission.SEE_PROTOCOL,
        )
    }
    assert watching <= GRANTED[Role.COUNCIL] & GRANTED[Role.AUDITOR]


def test_signing_in_is_written_down_without_a_password_or_an_address(console: Office) -> None:
    token = invite(console)
    with client_of(console) as client:
        join(console, client, token)
    with reading(console.engine) as connection:
        lines = [entry.line() for entry, _hash in log.read(connection)]
    assert any("session.begun" in line for line in lines)
    assert not any(PASSWORD in line or "testclient" in line for line in lines)


def test_every_answer_carries_the_headers_that_keep_a_page_alone(console: Office) -> None:
    for path in ("/", "/sign-in", "/people", "/nowhere", "/static/console.css"):
        headers = console.visitor().get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["strict-transport-security"] == "max-age=63072000"


def test_too_many_requests_are_held_back(console: Office) -> None:
    from central.console.rate import Rate

    clock = Clock()
    rate = Rate(2.0, 5, clock)
    assert [rate.wait("a") for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    assert rate.wait("b") == 0
    clock.now += 1
    assert [rate.wait("a") for _ in range(3)] == [0, 0, 1]
