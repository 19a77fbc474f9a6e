"""A person shows the program where what is in a table it does not know; the second file needs no help."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab
from tests.browser.files_in_code import write_own_table
from tests.browser.test_upload_story import choose

pytestmark = pytest.mark.browser


def test_unknown_table_is_taught_once(tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    tab.open("/uploads")
    choose(page, write_own_table(tmp_path / "заметки 8А.xlsx", "8А"))
    card = page.locator(".upload-card")
    expect(card).to_contain_text("незнакомая таблица")
    card.get_by_role("link", name="Показать, где что").click()
    grid = page.locator(".mapping-grid")
    expect(grid).to_contain_text("Берёзова Анна Ильинична")
    expect(page.locator(".mapping-side")).to_contain_text("5 учеников")
    page.get_by_role("button", name="Сохранить и проверить файл").click()
    expect(card).to_contain_text("можно загрузить")
    expect(card).to_contain_text("Физика")
    expect(page.locator("#uploads-mappings")).to_contain_text("Забыть")
    card.get_by_role("button", name="Загрузить").click()
    expect(card).to_have_count(0)

    choose(page, write_own_table(tmp_path / "заметки 8Б.xlsx", "8Б", "3443н"))
    expect(card).to_contain_text("можно загрузить")
    expect(card).to_contain_text("8Б")
    card.get_by_role("button", name="Загрузить").click()
    expect(card).to_have_count(0)
    expect(page.locator("#uploads-history")).to_contain_text("заметки 8Б.xlsx")
    tab.check()
