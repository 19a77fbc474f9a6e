"""Search, keys, the period report taken as a workbook and printed: by keyboard, in a real browser."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Tab, wait_until_published
from tests.warehouse.files_in_code import Totals, accept

pytestmark = pytest.mark.browser
MARKS = {"Кедрова Инна Львовна": 5, "Осин Марк Ильич": 4, "Пихтин Олег Ильич": 2}


@pytest.fixture
def loaded(site: Site):
    """Two classes of a year of their own, published by the site's worker; taken back afterwards."""
    year = {"school_year": "2020/21"}
    batch = accept(
        site.home, Totals("5В", marks=MARKS, **year), Totals("5Г", marks={"Ольхов Лев": 3}, **year)
    )
    # Not «is the pupil there»: the pupil of the test before may still be, until its undo is published.
    wait_until_published(site)
    yield site
    site.home.ledger.revoke(batch, "тест")


def test_search_and_keys(tab: Tab, loaded: Site) -> None:
    page = tab.page
    tab.open("/help")
    expect(page.locator("h1")).to_be_visible()
    page.evaluate("() => { window.sameDocument = true; }")
    page.keyboard.press("/")
    box = page.locator("#search input")
    expect(box).to_be_focused()
    picked = page.locator(".search-option[aria-selected=true]")
    box.press_sequentially("gb[nby")  # «пихтин» on the other layout
    expect(picked).to_contain_text("Пихтин Олег Ильич")
    expect(page.locator(".search-option").first).to_contain_text("5В, 2020/21")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Пихтин Олег Ильич")
    assert page.evaluate("() => window.sameDocument") is True
    opened = loaded.home.ledger.one(
        "SELECT count(*) AS n FROM audit WHERE what = 'view' AND object LIKE 'pupil %'"
    )
    assert opened["n"] > 0

    page.keyboard.press("?")
    keys = page.locator("#keys")
    expect(keys).to_be_visible()
    page.keyboard.press("/")  # an open dialog is not talked over
    expect(page.locator("#search")).to_be_hidden()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("() => ['BODY', ''].includes(document.activeElement.tagName) || "
                             "document.getElementById('keys').contains(document.activeElement)")  # fmt: skip
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()

    page.keyboard.press("g")
    page.keyboard.press("u")
    expect(page).to_have_url(re.compile("/achievement"))
    page.keyboard.press("/")
    box.fill("5")
    expect(page.locator(".search-option").first).to_contain_text("5")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search-option").nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_be_hidden()
    tab.check()


def test_keys_are_silent_in_fields(tab: Tab) -> None:
    page = tab.page
    tab.open("/settings?part=subjects")
    field = page.locator("#settings-alias-text")
    field.click()
    page.keyboard.type("/?gu")
    expect(field).to_have_value("/?gu")
    expect(page.locator("#search")).to_be_hidden()
    expect(page).to_have_url(re.compile("/settings"))
    tab.check()


def test_the_report_is_taken_and_printed(tab: Tab, loaded: Site, tmp_path: Path) -> None:
    page = tab.page
    tab.open("/reports?year=2020/21")
    expect(page.locator("h1")).to_contain_text("учатся 2 из 4 (50 %)")
    expect(page.locator("table.report")).to_contain_text("Школа, итого")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Отчёт и листы классов, XLSX").click()
    book = openpyxl.load_workbook(io.BytesIO(taken.value.path().read_bytes()))
    assert book.sheetnames == ["Отчёт", "Определения", "5В", "5Г"]
    assert taken.value.suggested_filename.endswith("2020-21.xlsx")

    page.locator("table.report").get_by_role("link", name="5В").click()
    expect(page.locator("table.class-sheet")).to_contain_text("Осин Марк Ильич")
    page.select_option("#reports-class", "all")
    expect(page.locator("table.report")).to_contain_text("5Г")

    page.emulate_media(media="print")
    for hidden in (".rail", ".pills", ".report-actions"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".signatures")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    sheet = page.pdf(prefer_css_page_size=True)
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheet)
    assert box is not None
    assert float(box[1]) > float(box[2])  # laid across
    tab.check()
