"""A person takes a journal's export in, sees what it does, agrees, and takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Tab
from tests.browser.files_in_code import write_report
from warehouse.snapshots import Reader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def choose(page: Page, *paths: Path) -> None:
    """Choose files as the button «Выбрать файлы» does."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Выбрать файлы").click()
    chooser.value.set_files([str(path) for path in paths])


def quality(site: Site) -> list[tuple[str, float]]:
    """Return the class's subjects and quality as the current snapshot has them."""
    frame = Reader(site.home).frame(
        "SELECT subject, quality_pct FROM mart_achievement_by_class_subject_period"
        " WHERE class_name = '7Б' AND period = 'q4' ORDER BY subject"
    )
    return list(zip(frame.subject, frame.quality_pct, strict=True))


def test_upload_is_checked_accepted_and_undone(tab: Tab, site: Site, tmp_path: Path) -> None:
    page = tab.page
    tab.open("/uploads")
    choose(page, write_report(tmp_path / "отчёт 7Б.xlsx"))
    card = page.locator(".upload-card")
    expect(card).to_contain_text("можно загрузить")
    expect(card).to_contain_text("7Б")
    expect(card).to_contain_text("90")
    card.get_by_role("button", name="Загрузить").click()
    expect(page.locator("#uploads-history")).to_contain_text("действует")
    expect(card).to_have_count(0)
    expect(page.locator("#uploads-waiting")).not_to_contain_text("обновляются")
    assert quality(site) == [("Алгебра", 80.0), ("История", 80.0)]

    choose(page, tmp_path / "отчёт 7Б.xlsx")
    expect(card).to_contain_text("уже загружено")
    card.get_by_role("button", name="Убрать").click()
    expect(card).to_have_count(0)

    choose(page, write_report(tmp_path / "отчёт 7Б исправленный.xlsx", quarter_mark="3"))
    expect(card).to_contain_text("80 % → 0 %")
    card.get_by_role("button", name="Убрать").click()
    expect(card).to_have_count(0)

    row = page.locator("#uploads-history tr").filter(has_text="отчёт 7Б.xlsx").first
    row.get_by_role("button", name="Отменить").click()
    expect(row).to_contain_text("отменена")
    expect(page.locator("#uploads-waiting")).not_to_contain_text("обновляются")
    assert quality(site) == []
    row.get_by_role("button", name="Вернуть").click()
    expect(row).to_contain_text("действует")
    expect(page.locator("#uploads-waiting")).not_to_contain_text("обновляются")
    assert quality(site) == [("Алгебра", 80.0), ("История", 80.0)]
    tab.check()


def test_wrong_file_says_why_and_nothing_is_lost(tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    tab.open("/uploads")
    broken = tmp_path / "сломанный.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    choose(page, broken)
    expect(page.locator(".upload-card")).to_contain_text("не загрузится")
    page.locator(".upload-card").get_by_role("button", name="Убрать").click()
    expect(page.locator(".upload-card")).to_have_count(0)
    tab.check()
