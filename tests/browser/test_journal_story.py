"""A deputy head looks between period ends: a class, its list, the list as a workbook, a cell's pupils."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from dashboard import words
from etl.pipeline import load
from tests.browser.conftest import Site, Tab
from tests.browser.files_in_code import write_report
from warehouse.snapshots import Reader

pytestmark = pytest.mark.browser


def test_a_class_teachers_list_is_seen_and_taken(tab: Tab, site: Site, tmp_path: Path) -> None:
    name = "9Ж"
    load(site.home, [write_report(tmp_path / "отчёт 9Ж.xlsx", name)])
    assert Reader(site.home).number > 0
    page = tab.page
    tab.open("/journal?date=2024-05-06")
    expect(page.locator("h1")).to_contain_text("До конца 4")
    expect(page.locator("#journal-heatmap .main-svg").first).to_be_visible()
    expect(page.locator("#page")).not_to_contain_text("Берёзова")

    page.select_option("#journal-class", name)
    expect(page).to_have_url(re.compile("class="))
    list_of_class = page.locator("#list")
    expect(list_of_class).to_contain_text("Список для классного руководителя, 9Ж")
    expect(list_of_class).to_contain_text("Таких нет")
    expect(list_of_class).to_contain_text("Спорная отметка")

    with page.expect_download() as taken:
        list_of_class.get_by_role("button", name="XLSX").click()
    path = tmp_path / "list.xlsx"
    taken.value.save_as(path)
    assert taken.value.suggested_filename.startswith("Список для классного руководителя 9Ж")
    assert "9Ж" in openpyxl.load_workbook(path).active["A1"].value

    page.locator(".chart-card").get_by_role("button", name="Таблица").click()
    twin = page.locator("#journal-heatmap-table")
    twin.locator("tr").filter(has_text=name).get_by_role("link", name="Алгебра").click()
    drill = page.locator("#drill")
    expect(drill).to_contain_text("Берёзова Анна Ильинична")
    expect(drill).to_contain_text("→ «4»")
    drill.get_by_role("link", name="Откуда число?").click()
    expect(page.locator("#origin")).to_contain_text("отчёт 9Ж.xlsx")
    page.fill("#journal-day", "2024-04-02")
    expect(page).to_have_url(re.compile("date=2024-04-02"))
    expect(page.locator("#page")).to_contain_text(f"отметки по {words.day(date(2024, 4, 2))}")
    tab.check()
