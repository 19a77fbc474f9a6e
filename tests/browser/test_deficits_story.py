"""A deputy head takes a form of ВПР in and walks from the map to a task, a class and a cell of the file."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab
from tests.browser.files_in_code import write_vpr
from tests.browser.test_upload_story import choose

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_from_a_form_of_vpr_to_who_missed_a_task(tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    tab.open("/uploads")
    choose(page, write_vpr(tmp_path))
    card = page.locator(".upload-card")
    expect(card).to_contain_text(re.compile(r"ВПР, Математика, 5\sкласс"))
    card.get_by_role("button", name="Загрузить").click()
    expect(card).to_have_count(0)  # «Готово» before it may be of the load before
    expect(page.locator("#uploads-waiting")).to_contain_text("Готово: показатели обновлены")

    page.locator("#shell-nav").get_by_role("link", name="Дефициты").click()
    expect(page.locator("h1")).to_contain_text(
        "5 классы, математика (ВПР): уровни заданий не заданы"
    )
    line = page.locator("table.deficit-map tbody tr").filter(has_text="2 б.")
    line.locator("td a").first.click()
    expect(page).to_have_url(re.compile("task=2&class="))
    drill = page.locator("#drill")
    expect(drill).to_contain_text("Задание 2, 5А")
    expect(drill).to_contain_text(re.compile(r"2 из\s4\sбаллов \(50\s%\)"))
    expect(drill).to_contain_text("код 50002 — не приступал")

    drill.get_by_role("link", name="5Б").click()
    expect(drill).to_contain_text("код 50003 — 1 из 2")
    drill.get_by_role("link", name="Протокол!D4").click()
    panel = page.locator("#origin")
    expect(panel).to_contain_text("задание 2: 1 из 2")
    expect(panel.locator("td.is-cell")).to_have_text("1")

    page.locator("#page").get_by_role("link", name="справка").click()
    expect(page.locator("h1")).to_contain_text("Справка по ВПР")
    expect(page.locator(".work-report")).to_contain_text("Работу писали 3 из")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Справка, XLSX").click()
    path = tmp_path / "paper.xlsx"
    taken.value.save_as(path)
    assert "Справка по ВПР" in openpyxl.load_workbook(path).active["A2"].value
    tab.check()
