"""The methodist types a course on a phone through a reload; two tabs edit one line and the second sees the first."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Tab, wait_until_published
from warehouse.staff.people import add_teacher

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
NAME = "Журавлёва Инна Олеговна"


@pytest.fixture
def staffed(site: Site) -> Iterator[Site]:
    """The site with one teacher on the list; what was typed is taken back afterwards."""
    card = {"full_name": NAME, "name_key": "журавлева инна олеговна", "age_group": "35_44"}
    add_teacher(site.home.ledger, card, "тест")
    yield site
    for kind in ("staff_entry", "staff"):
        for record in site.home.ledger.records(kind):
            site.home.ledger.revoke_record(record.record_id, "тест")
    wait_until_published(site)


def fill(page: Page, field: str, value: str) -> None:
    page.get_by_label(field, exact=False).first.fill(value)


def test_a_course_typed_on_a_phone_and_a_line_edited_twice(tab: Tab, staffed: Site) -> None:
    page = tab.page
    page.set_viewport_size({"width": 390, "height": 844})
    tab.open("/registers?register=courses")
    page.get_by_role("link", name="Добавить: курс").click()
    page.get_by_label("Педагог").last.select_option(label=NAME)
    fill(page, "Программа", "Формирующее оценивание")
    fill(page, "Часов", "семьдесят")
    page.reload()
    form = page.locator(".register-form")
    expect(form.get_by_label("Программа")).to_have_value("Формирующее оценивание")
    expect(form.get_by_label("Педагог")).to_have_value(re.compile(r"\d+"))
    form.get_by_role("button", name="Сохранить").click()
    expect(form).to_contain_text("Нужно только число, например 72.")
    fill(page, "Часов", "72")
    form.get_by_role("button", name="Сохранить").dblclick()
    expect(form).to_have_count(0)
    line = page.locator("tr").filter(has_text="Формирующее оценивание")
    expect(line).to_contain_text(NAME)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert len(staffed.home.ledger.records("staff_entry")) == 1
    page.set_viewport_size({"width": 1366, "height": 768})

    other = page.context.new_page()
    href = line.get_by_role("link", name="Изменить").get_attribute("href")
    other.goto(f"{tab.url}{href}")
    expect(other.locator(".register-form").get_by_label("Программа")).to_have_value(
        "Формирующее оценивание"
    )
    line.get_by_role("link", name="Изменить").click()
    fill(page, "Программа", "Оценивание на уроке")
    form.get_by_role("button", name="Сохранить").click()
    expect(form).to_have_count(0)

    fill(other, "Организация", "Институт развития образования")
    other.get_by_role("button", name="Сохранить").click()
    conflict = other.locator(".note-conflict")
    expect(conflict).to_contain_text("Завуч")
    expect(conflict).to_contain_text("Оценивание на уроке")
    expect(conflict.locator("tr.is-other")).to_have_count(2)
    other.get_by_role("button", name="Оставить моё").click()
    expect(other.locator(".register-form")).to_have_count(0)
    expect(other.locator("tr").filter(has_text="Институт развития образования")).to_have_count(1)

    other.get_by_role("button", name="Убрать").click()
    expect(other.locator("tr").filter(has_text="Институт развития")).to_have_count(0)
    other.get_by_role("button", name="Вернуть").click()
    expect(other.locator("tr").filter(has_text="Институт развития")).to_have_count(1)
    tab.check()
