"""A teacher pastes a lesson's tasks and codes them on a phone, an observer codes them too: κ and disagreements."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PASSWORD, PATIENCE, Site, wait_until_published
from warehouse.accounts import Account, Accounts
from warehouse.staff.people import add_teacher

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TEACHER, OBSERVER = "Журавлёва Инна Олеговна", "Лаптева Вера Сергеевна"
TASKS = (
    "Дайте определение дроби\t1.3\nСравните дроби\t2.5\nДокажите свойство\t\nПридумайте задачу\t"
)


@pytest.fixture
def schooled(site: Site) -> Iterator[Site]:
    """The site with two teachers of one community, each with an account; all is taken back afterwards."""
    ledger = site.home.ledger
    for name in (TEACHER, OBSERVER):
        card = {"full_name": name, "name_key": name.casefold(), "age_group": "35_44"}
        add_teacher(ledger, card, "тест")
    ids = {r.payload["full_name"]: int(r.payload["teacher_id"]) for r in ledger.records("staff")}
    circle = {
        "register": "community",
        "title": "Дроби",
        "teacher_id": ids[TEACHER],
        "date_from": "2020-09-01",
    }
    member = {
        "register": "members",
        "community_id": "story",
        "teacher_id": ids[OBSERVER],
        "date_from": "2020-09-01",
    }
    ledger.add_record("community_line", "story", circle, "тест")
    ledger.add_record("community_line", "story-m", member, "тест")
    people = Accounts(ledger)
    for login, name in (("inna", TEACHER), ("vera", OBSERVER)):
        account = Account(login, name, "teacher", frozenset(), False, False)
        people.enter(people.add(account, "zavuch"), PASSWORD)
        ledger.add_record("account_teacher", login, {"teacher_id": ids[name]}, "тест")
    yield site
    for kind in ("lesson_codes", "lesson", "account_teacher", "community_line", "staff"):
        for record in ledger.records(kind):
            ledger.revoke_record(record.record_id, "тест")
    wait_until_published(site)


def come_in(
    browser: Browser, site: Site, login: str, size: tuple[int, int]
) -> tuple[Page, list[str]]:
    """Return a page in which somebody is logged in, with what goes wrong in its console."""
    width, height = size
    page = browser.new_context(
        locale="ru-RU", viewport={"width": width, "height": height}
    ).new_page()
    page.set_default_timeout(PATIENCE)
    errors: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site.url}/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Войти").click()
    page.wait_for_url(re.compile("/$"))
    return page, errors


def code(page: Page, codes: dict[str, str]) -> None:
    for task, value in codes.items():
        page.get_by_label(task).select_option(value)


def test_a_lesson_is_coded_by_two_people_who_then_see_where_they_differ(
    browser: Browser, schooled: Site
) -> None:
    page, errors = come_in(browser, schooled, "inna", (390, 844))
    page.goto(f"{schooled.url}/lessons")
    page.get_by_role("link", name="Записать урок").first.click()
    form = page.locator(".lesson-form")
    form.get_by_label("Класс").fill("7А")
    form.get_by_label("Предмет").fill("Алгебра")
    form.get_by_label("Сообщество").select_option("Дроби")
    form.get_by_label("Цель урока").select_option("Закрепление")
    expect(page.locator("#lesson-total")).to_contain_text("✓ Сумма 100")
    form.get_by_label("2. Простые операции").fill("40")
    expect(page.locator("#lesson-total")).to_contain_text("не хватает 10")
    form.get_by_label("Список задач").fill(TASKS)
    form.get_by_role("button", name="Добавить в список").click()
    expect(form.get_by_role("textbox", name="Задача 4")).to_have_value("Придумайте задачу")
    form.get_by_role("button", name="Выше: задача 4").click()
    expect(form.get_by_role("textbox", name="Задача 3")).to_have_value("Придумайте задачу")
    form.get_by_role("textbox", name="Задача 3").fill("Придумайте задачу о пироге")
    page.reload()
    expect(form.get_by_role("textbox", name="Задача 3")).to_have_value("Придумайте задачу о пироге")
    expect(form.get_by_label("2. Простые операции")).to_have_value("40")
    form.get_by_role("button", name="Сохранить урок").click()
    expect(form).to_contain_text("не хватает")
    form.get_by_label("2. Простые операции").fill("50")
    form.get_by_role("button", name="Сохранить урок").dblclick()
    expect(form).to_have_count(0)
    assert len(schooled.home.ledger.records("lesson")) == 1

    expect(page.locator("h1")).to_contain_text("2 задачи 2 типов")
    expect(page.get_by_label("Сравните дроби")).to_have_value("2.5")
    expect(page.locator(".coding")).to_contain_text("Подсказка: «Докажите» — группа 3")
    code(page, {"Докажите свойство": "3.5", "Придумайте задачу о пироге": "5.3"})
    page.reload()
    expect(page.get_by_label("Докажите свойство")).to_have_value("3.5")
    page.get_by_role("button", name="Сохранить коды").dblclick()
    expect(page.locator("h1")).to_contain_text("4 задачи 4 типов")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    address = page.url

    other, other_errors = come_in(browser, schooled, "vera", (1366, 768))
    other.goto(address)
    expect(other.locator(".note")).to_contain_text(re.compile("Скрыто: 1.кодировка"))
    expect(other.locator(".lesson-read")).not_to_contain_text("учитель")
    code(other, {"Дайте определение дроби": "1", "Сравните дроби": "2.5",
                 "Придумайте задачу о пироге": "5.3", "Докажите свойство": "2.7"})  # fmt: skip
    expect(other.locator("#lesson-coded")).to_contain_text(re.compile("4.из.4"))
    other.get_by_role("button", name="Сохранить коды").click()
    agreement = other.locator("#agreement")
    expect(agreement).to_contain_text(re.compile("Одна и та же группа: 75.% \\(3.из.4\\)"))
    expect(agreement).to_contain_text("где-то указана только группа")
    expect(agreement).to_contain_text("κ 0,85: согласие почти полное")
    expect(agreement.locator("tbody tr")).to_have_count(1)
    expect(agreement.locator("tbody tr")).to_contain_text("Докажите свойство")
    other.goto(f"{schooled.url}/lessons")
    line = other.locator("tr").filter(has_text=TEACHER)
    expect(line).to_contain_text(re.compile("2.человека, 1.расхождение"))

    page.reload()
    expect(page.locator("#agreement")).to_contain_text("Предмет для тьюториала")
    page.get_by_role("button", name="Убрать").click()
    expect(page.locator(".empty")).to_contain_text("Такого урока среди ваших нет")
    page.get_by_role("button", name="Вернуть").click()
    expect(page.locator("#agreement")).to_contain_text("Предмет для тьюториала")
    assert errors == other_errors == []
