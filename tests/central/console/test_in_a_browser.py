"""The console in a real Chromium: signing in, every page in light and dark, and its weight."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from central.access import totp
from tests.central.browser import Browser, browser
from tests.central.server import Server, run_central

PAGES = {
    "overview": "/",
    "periods": "/periods",
    "periods-group": "/periods?group=2",
    "tools": "/tools?find=claude",
    "tool": "/tools/3",
    "rules": "/rules",
    "use-cases": "/use-cases",
    "use-case": "/use-cases/6",
    "use-case-form": "/use-cases/6/edit",
    "letters": "/letters",
    "letter": "/letters/6",
    "incidents": "/incidents",
    "incident": "/incidents/2",
    "policy": "/policy",
    "policy-write": "/policy/write",
    "fleet": "/fleet",
    "evidence": "/evidence",
    "audit": "/audit",
    "signatures": "/signatures",
    "people": "/people",
    "account": "/account",
}
PASSWORD = "harbour pilot seventeen lamps"
#: Bytes that the first page may bring along, everything included.
HEAVIEST = 150_000


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("company") / "home"
    done = run_central("demo", "--home", str(home), patience=300)
    assert done.returncode == 0, done.stderr
    with Server(home, week_seconds=None) as server:
        yield server


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


def typed(driver: Browser, name: str, text: str) -> None:
    driver.find_element(By.NAME, name).send_keys(text)


@pytest.fixture(scope="module")
def inside(company: Server, chromium: Browser) -> Browser:
    """Somebody who came by the one-time link that `serve` printed, as a person would."""
    chromium.get(company.sign_in.rpartition(" ")[2])
    assert chromium.mistakes() == []
    key = chromium.find_element(By.CSS_SELECTOR, "code.key").text
    code = totp.code(base64.b32decode(key), int(time.time()) // 30)
    for name, text in (
        *(("name", "Anna Lind"), ("email", "anna@harbours.example")),
        *(("password", PASSWORD), ("code", code)),
    ):
        typed(chromium, name, text)
    chromium.picture("console-welcome")
    chromium.find_element(By.CSS_SELECTOR, "main button").click()
    WebDriverWait(chromium, 30).until(lambda driver: "Anna Lind" in driver.page_source)
    return chromium


def test_the_first_page_is_light_and_nothing_comes_from_elsewhere(
    company: Server, inside: Browser
) -> None:
    inside.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    inside.fetched()
    inside.get(company.address)
    found = inside.fetched()
    inside.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": False})
    assert {one["url"].startswith((company.address, "data:")) for one in found} == {True}
    assert sum(one["bytes"] for one in found) <= HEAVIEST


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_used_by_everybody(
    company: Server, inside: Browser, name: str, dark: bool
) -> None:
    inside.look(dark)
    inside.complaints()
    inside.get(company.address + PAGES[name])
    inside.picture(f"console-{name}-{'dark' if dark else 'light'}")
    assert inside.mistakes() == []
    assert inside.complaints() == []
    wide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not inside.execute_script(wide)


@pytest.mark.parametrize("name", ["overview", "use-cases", "policy"])
def test_a_narrow_window_holds_a_page(company: Server, inside: Browser, name: str) -> None:
    inside.look(dark=False, width=400, height=800)
    inside.get(company.address + PAGES[name])
    inside.picture(f"console-{name}-narrow")
    wide = "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not inside.execute_script(wide)


def test_a_tried_text_comes_back_into_the_page_marked(company: Server, inside: Browser) -> None:
    inside.look(dark=False)
    inside.get(f"{company.address}/rules")
    typed(inside, "text", "Notes\n\nCONFIDENTIAL: our offer stands at 41 million.")
    inside.find_element(By.CSS_SELECTOR, "form[action='/rules/try'] button").click()
    inside.implicitly_wait(30)
    try:
        assert inside.find_element(By.CSS_SELECTOR, "#tried mark").text.startswith("CONFIDENTIAL")
    finally:
        inside.implicitly_wait(0)
    inside.picture("console-rules-tried")
    assert inside.current_url.endswith("/rules")
    assert inside.mistakes() == []
