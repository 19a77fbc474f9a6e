"""A deputy head adds a description and sees skills, lays marks beside the journal, opens the olympiad."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from dashboard.papers.templates import TEMPLATES, template_workbook
from tests.browser.conftest import Site, Tab, wait_until_published
from tests.browser.test_upload_story import choose
from tests.warehouse.files_in_code import Olympiad, Work, accept

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
YEAR = "2018/19"  # of these stories alone
WORK = "vpr 2018/19 Физика 8"
WINNER = "Осокин Лев Ильич"


@pytest.fixture
def works(site: Site) -> Iterator[Site]:
    """A ВПР of a year of its own and a stage of the olympiad; taken back afterwards."""
    results = {f"8000{n}": ("8Ш", 2 if n < 3 else 4, 4, {"1": 1, "2": 0, "3": 0}) for n in range(5)}
    ours = {"subject": "Физика", "grades": (8, 8), "school_year": YEAR}
    tasks = {"1": (1, ""), "2": (1, ""), "3": (2, "")}
    batch = accept(
        site.home,
        Work(tasks=tasks, results=results, **ours),
        Olympiad(((WINNER, "8Ш", 8, 8, "winner", ""),), subject="Физика", school_year=YEAR),
    )
    wait_until_published(site)
    yield site
    site.home.ledger.revoke(batch, "тест")
    wait_until_published(site)


def described(path: Path) -> Path:
    """Write the product's own template of a description with three tasks filled in."""
    path.write_bytes(template_workbook(TEMPLATES["description"], YEAR, {}))
    book = openpyxl.load_workbook(path)
    sheet, template = book.active, TEMPLATES["description"]
    for row, value in ((5, "Физика"), (6, "8")):
        sheet.cell(row, 3, value)
    lines = (
        ("1", "Измерять", "Б", 1),
        ("2", "Считать путь", "Б", 1),
        ("3", "Считать путь", "П", 2),
    )
    for row, (code, skill, level, most) in enumerate(lines, template.head + 2):
        for column, value in enumerate((row, code, skill, "Движение", level, "", "", most), 1):
            sheet.cell(row, column, value)
    book.save(path)
    return path


def test_a_description_brings_skills_to_the_map(tab: Tab, works: Site, tmp_path: Path) -> None:
    page = tab.page
    tab.open(f"/deficits?work={WORK}&view=skills")
    expect(page.locator("#page")).to_contain_text("Нужно описание работы")
    page.get_by_role("link", name="Загрузить описание").first.click()
    choose(page, described(tmp_path / "описание.xlsx"))
    card = page.locator(".upload-card").filter(has_text="описание.xlsx")
    expect(card).to_contain_text(re.compile(r"ВПР, Физика, 8\sкласс"))
    card.get_by_role("button", name="Загрузить").click()
    expect(card).to_have_count(0)  # «Готово» before it may be of the load before
    expect(page.locator("#uploads-waiting")).to_contain_text("Готово: показатели обновлены")
    tab.open(f"/deficits?work={WORK}&view=skills")
    expect(page.locator("h1")).to_contain_text("это «Считать путь» — 0")
    line = page.locator("table.deficit-map tr").filter(has_text="Считать путь")
    expect(line).to_contain_text("системный дефицит")
    line.locator("td a").first.click()
    expect(page.locator("#drill")).to_contain_text("больше половины заданий на это умение")
    tab.check()


def test_objectivity_and_the_olympiad_of_a_year(tab: Tab, works: Site) -> None:
    page = tab.page
    tab.open(f"/objectivity?year={YEAR}&kind=vpr")
    expect(page.locator("h1")).to_contain_text(
        re.compile(r"подтвердили 2 из\s5 \(40\s%\), понизили 3, повысили 0")
    )
    gaps = page.locator("section").filter(
        has=page.get_by_role("heading", name="Разрыв в две отметки")
    )
    expect(gaps).to_contain_text("3 участника: ниже журнала 3, выше 0")
    expect(gaps.locator("tbody tr")).to_have_count(3)
    expect(gaps.locator("tbody tr").first).to_contain_text("Физика")

    page.locator("#shell-nav").get_by_role("link", name="Олимпиада").click()
    page.select_option("#olympiad-year", YEAR)
    expect(page.locator("h1")).to_contain_text(
        re.compile(rf"На школьном этапе {YEAR} победители и призёры: 1 из\s1\sучастия")
    )
    expect(page.locator("#page")).to_contain_text(WINNER)
    tab.check()
