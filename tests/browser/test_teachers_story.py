"""Competences as each role sees them, and a lesson written down on a phone whose page was closed in the middle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PASSWORD, Site
from tests.dashboard.staff_home import NAMES, fill, ids_of
from warehouse.accounts import Account, Accounts

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def staff(site: Site) -> Site:
    """The site with twelve teachers, a methodist, a director and a teacher who is the second of them."""
    fill(site.home)
    people = Accounts(site.home.ledger)
    for login, role in (("metodist", "deputy"), ("direktor", "director"), ("belova", "teacher")):
        classes = frozenset() if role == "teacher" else None
        made = people.add(Account(login, login, role, classes, False, False), "zavuch")
        people.enter(made, PASSWORD)
    who = {"teacher_id": ids_of(site.home)[NAMES[1]]}
    site.home.ledger.add_record("account_teacher", "belova", who, "zavuch")
    return site


@contextmanager
def opened(browser: Browser, site: Site, login: str, **size: int) -> Iterator[Page]:
    """Give a page where a person is logged in; at its end the console must be silent."""
    viewport = size or {"width": 1366, "height": 768}
    context = browser.new_context(locale="ru-RU", viewport=viewport)  # type: ignore[arg-type]
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site.url}/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Войти").click()
    page.wait_for_selector("#shell-nav a", state="attached")
    yield page
    context.close()
    assert errors == []


@pytest.mark.parametrize(
    ("login", "sees"),
    [("metodist", NAMES), ("direktor", ()), ("belova", ())],
    ids=lambda v: str(v)[:9],
)
def test_the_map_and_the_quadrants_as_each_role(
    browser: Browser, staff: Site, login: str, sees: tuple[str, ...]
) -> None:
    with opened(browser, staff, login) as page:
        page.goto(f"{staff.url}/teachers?by=teachers&measure=gap")
        expect(page.locator("h1")).to_contain_text("Финансовая грамотность")
        table = page.locator("table.competence-map")
        expect(table).to_contain_text("Учебная мотивация учеников")
        for name in NAMES:
            expect(table.get_by_text(name)).to_have_count(1 if name in sees else 0)
        if login == "belova":
            expect(table.locator("thead")).to_contain_text("вы")
        page.get_by_role("link", name="сам и наблюдатели").click()
        expect(page).to_have_url(re.compile("view=quadrants"))
        expect(page.locator("#teachers-quadrants .main-svg").first).to_be_visible()
        choices = page.locator(".pill-link", has_text="педагоги")
        expect(choices).to_have_count(1 if login == "metodist" else 0)
        page.reload()
        expect(page.locator("#teachers-quadrants-headline")).not_to_be_empty()


def test_a_lesson_is_written_down_on_a_phone_in_two_goes(browser: Browser, staff: Site) -> None:
    with opened(browser, staff, "belova", **PHONE) as page:
        page.goto(f"{staff.url}/observations?form=new")
        goal = page.locator("fieldset.criterion").first
        page.locator(".dash-dropdown").first.click()
        page.keyboard.type("Громова")
        page.get_by_role("option").first.click()
        page.keyboard.press("Escape")
        page.get_by_placeholder("7А").fill("6 б")
        goal.locator(".score-button").nth(3).click()
        page.wait_for_function("localStorage.getItem('observations-draft')?.includes('6 б')")

        page.reload()
        expect(page.get_by_placeholder("7А")).to_have_value("6 б")
        expect(page.locator(".score-button.is-chosen")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.get_by_role("button", name="Сохранить").dblclick()
        expect(page.locator("h1")).to_contain_text("Громова")
        expect(page.locator("article")).to_contain_text("3 из 3")
        expect(page.locator("article")).to_contain_text("6Б")
        held = staff.home.ledger.rows("SELECT * FROM records WHERE kind = 'observation'")
        assert len(held) == 1
