"""A survey without a key: its key is set once on a page, its second wave loads without a question."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Tab, wait_until_published
from tests.browser.test_upload_story import choose

pytestmark = pytest.mark.browser
HEAD = ("Отметка времени", "Насколько вам интересно на уроках?", "Вам помогают, когда трудно?",
        "Ваш код (любое слово)")  # fmt: skip


def write_answers(path: Path, first: datetime, cells: str) -> Path:
    """Write an export of Google Forms: a letter of `cells` a pupil, who helps «часто» or «редко»."""
    rows = [
        (f"{first + timedelta(minutes=n):%d.%m.%Y %H:%M:%S}", cell, "часто" if cell > "3" else "редко",
         f"код {n}")
        for n, cell in enumerate(cells)
    ]  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([HEAD, *rows])
    return path


def test_a_survey_is_taught_once(site: Site, tab: Tab, tmp_path: Path) -> None:
    page = tab.page
    tab.open("/uploads")
    autumn = write_answers(tmp_path / "Учёба (Ответы) - Ответы на форму (1).csv",
                           datetime(2025, 10, 6, 9), "222345")  # fmt: skip
    choose(page, autumn)
    card = page.locator(".upload-card")
    expect(card).to_contain_text("Какая это анкета?")
    card.locator("select").last.select_option(label="Новая: разметить потом")
    card.get_by_role("button", name="Проверить с ответами").click()
    expect(card).to_contain_text("можно загрузить")
    card.get_by_role("button", name="Загрузить").click()
    expect(card).to_have_count(0)
    wait_until_published(site)

    tab.open("/surveys")
    page.get_by_role("link", name="Учёба").click()
    page.get_by_role("link", name="Задать ключ").click()
    fill_key(page)
    page.reload()  # what was typed is still there
    expect(cell(page, "scales", "0", "name")).to_have_value("Интерес и помощь")
    expect(page.locator("#survey-key-preview")).to_contain_text("12 из\N{NO-BREAK SPACE}12")
    page.get_by_role("button", name="Сохранить ключ").click()
    expect(page.locator("#survey-key-said")).to_contain_text("Ключ сохранён")

    tab.open("/uploads")
    choose(page, write_answers(tmp_path / "весна.csv", datetime(2026, 3, 5, 9), "344555"))
    expect(card).to_contain_text("можно загрузить")
    card.get_by_role("button", name="Загрузить").click()
    expect(card).to_have_count(0)
    wait_until_published(site)
    tab.open("/surveys")
    page.get_by_role("link", name="Учёба").click()
    expect(page.locator("h1")).to_contain_text("6\N{NO-BREAK SPACE}учеников, весна 2025/26")
    page.get_by_role("link", name="До и после").click()
    expect(page.locator("h1")).to_contain_text("обе волны прошли 6\N{NO-BREAK SPACE}человек")
    expect(page.locator("h1")).to_contain_text("выше у\N{NO-BREAK SPACE}5 из\N{NO-BREAK SPACE}6")
    tab.check()


def cell(page: Page, table: str, row: str, name: str):  # type: ignore[no-untyped-def]
    """Return a field of the editor."""
    own = f'{{"name":"{name}","row":"{row}","table":"{table}","type":"survey-key-cell"}}'
    return page.locator(f"[id='{own}']")


def fill_key(page: Page) -> None:
    """Say what the questions mean: one scale of both, «редко» and «часто» as numbers, the code as a code."""
    cell(page, "key", "0", "audience").select_option("pupils")
    cell(page, "scales", "0", "name").fill("Интерес и помощь")
    for row in "01":
        cell(page, "items", row, "scales").fill("1")
    cell(page, "items", "1", "type").select_option("scale")
    for word, number in (("редко", "1"), ("часто", "5")):
        page.locator(".survey-wording", has_text=word).locator("input").fill(number)
    cell(page, "items", "2", "type").select_option("code")
    cell(page, "items", "2", "type").press("Tab")
