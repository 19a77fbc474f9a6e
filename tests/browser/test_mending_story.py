"""Files that are not as they should be: many at once, and one that is given back marked, mended and loaded."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from etl.markup.listing import TITLE
from tests.browser.conftest import Tab
from tests.browser.files_in_code import write_report
from tests.browser.test_upload_story import choose
from tests.etl.bad_files import BROKEN, forty

pytestmark = pytest.mark.browser
MINUTES = 180_000


def test_of_forty_files_thirty_seven_go_in_and_three_say_why(tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    tab.open("/uploads")
    choose(page, *forty(tmp_path / "файлы"))
    cards = page.locator(".upload-card")
    expect(cards).to_have_count(40, timeout=MINUTES)
    refused = cards.filter(has_text="не загрузится")
    expect(cards.filter(has_text="можно загрузить")).to_have_count(37, timeout=MINUTES)
    expect(refused).to_have_count(3)
    page.get_by_role("button", name="Загрузить все 37").click()
    expect(cards).to_have_count(3, timeout=MINUTES)
    for name, words in BROKEN.items():
        expect(cards.filter(has_text=name)).to_contain_text(words)
    expect(page.locator("#uploads-waiting")).to_contain_text("Готово", timeout=MINUTES)
    expect(page.locator("#uploads-history")).to_contain_text(re.compile(r"37|38|39"))
    page.get_by_role("button", name="Убрать все").click()
    expect(cards).to_have_count(0)
    page.select_option('select[id*=\'"name":"class"\']', "9А")
    expect(page).to_have_url(re.compile("class="))
    expect(page.locator("#uploads-history tbody tr")).to_have_count(1)
    tab.check()


def test_a_file_given_back_marked_is_mended_and_loaded(tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    tab.open("/uploads")
    choose(page, write_report(tmp_path / "отчёт 6Г.xlsx", "6Г", quarter_mark="??"))
    card = page.locator(".upload-card")
    expect(card).to_contain_text("можно загрузить")
    load(page)
    tab.open("/quality?class=6Г")
    question = page.locator("#check-unknown_tokens")
    expect(question).to_contain_text("отчёт 6Г.xlsx")
    with page.expect_download() as download:
        question.get_by_role("link", name="Скачать с пометками").first.click()
    mended = tmp_path / download.value.suggested_filename
    download.value.save_as(mended)
    mend(mended)

    tab.open("/uploads")
    choose(page, mended)
    expect(card).to_contain_text("можно загрузить")
    expect(card).not_to_contain_text("Непонятная запись")
    load(page)
    tab.open("/quality?class=6Г")
    expect(page.locator("h1")).to_contain_text("порядке")
    expect(page.locator("#check-unknown_tokens")).to_have_count(0)
    tab.check()


def load(page: Page) -> None:
    """Agree to the only file and wait until the numbers are renewed."""
    page.locator(".upload-card").get_by_role("button", name="Загрузить").click()
    expect(page.locator(".upload-card")).to_have_count(0)
    expect(page.locator("#uploads-waiting")).not_to_contain_text("обновляются")


def mend(path: Path) -> None:
    """Put a mark into every cell that the list names, as a person does."""
    book = openpyxl.load_workbook(path)
    places = [
        (row[1].value, row[2].value)
        for row in book[TITLE].iter_rows(min_row=3)
        if row[3].value == "??"
    ]
    assert len(places) == 8
    for sheet, cell in places:
        assert book[sheet][cell].comment is not None
        book[sheet][cell].value = "4"
    book.save(path)
