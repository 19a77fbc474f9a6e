"""A person takes a journal's export in, sees what it does, agrees, and takes it back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Tab
from tests.browser.files_in_code import write_report
from warehouse.snapshots import Reader

pytestmark = pytest.mark.browser


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


def drill_down_to_a_cell(tab: Tab) -> None:
    """Walk from the map of the school to one cell of the file, as a person does, and come back."""
    page = tab.page
    tab.open("/achievement")
    heatmap = page.locator("#achievement-heatmap")
    expect(heatmap.locator(".main-svg").first).to_be_visible()
    page.locator(".chart-card").get_by_role("button", name="Таблица").click()
    twin = page.locator("#achievement-heatmap-table")
    twin.locator("tr").filter(has_text="7Б").get_by_role("link", name="Алгебра").click()
    drill = page.locator("#drill")
    expect(drill).to_contain_text("4 из 5")
    drill.get_by_role("link", name="Карточка класса").click()
    expect(page).to_have_url(re.compile("/class/2023-24/"))
    page.locator(".group-list summary").first.click()
    page.locator(".group-list").get_by_role("link", name="Берёзова Анна Ильинична").click()
    expect(page.locator("h1")).to_contain_text("Берёзова Анна Ильинична")
    page.go_back()
    page.select_option("#class-subject", "История")
    expect(page).to_have_url(re.compile("subject="))
    page.locator("table.journal").get_by_role("link", name="5", exact=True).first.click()
    panel = page.locator("#origin")
    expect(panel).to_contain_text("отчёт 7Б.xlsx")
    expect(panel).to_contain_text(re.compile(r"Лист1![A-Z]+\d+"))
    expect(panel.locator("td.is-cell")).to_have_text("5")


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
    expect(page.locator("#uploads-waiting")).to_contain_text("Готово: показатели обновлены")
    seen = page.locator("#uploads-waiting").get_by_role("link", name="7Б")
    expect(seen).to_have_attribute("href", "/class/2023-24/7Б")
    assert quality(site) == [("Алгебра", 80.0), ("История", 80.0)]
    drill_down_to_a_cell(tab)

    tab.open("/uploads")
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
    page.locator("#toast").get_by_role("button", name="Вернуть").click()
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


def test_what_a_reload_has_cut_off_is_named_and_taken_again(tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    tab.open("/uploads")
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/upload/file", lambda route: None)  # the server never answers
    one, other = (write_report(tmp_path / f"отчёт {name}.xlsx") for name in ("8А", "8Б"))
    choose(page, one, other)
    expect(page.locator(".upload-line")).to_have_count(2)
    page.reload()
    lost = page.locator("#uploads-lost")
    expect(lost).to_have_text(
        re.compile("Не.успели загрузиться: отчёт 8А.xlsx, отчёт 8Б.xlsx: перет")
    )
    page.unroute("**/upload/file")
    choose(page, one)
    expect(lost).to_have_text(
        re.compile("Не.успел загрузиться: отчёт 8Б.xlsx: перетащите его снова")
    )
    lost.get_by_role("button", name="Понятно").click()
    expect(page.locator(".upload-line")).to_have_count(0)
    page.reload()
    expect(page.locator("#uploads-progress")).to_be_attached()
    expect(lost).to_have_count(0)
