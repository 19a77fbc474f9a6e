"""From a class's deficit to a community made of a proposal, and from the deficit to the evidence and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PASSWORD, Site, wait_until_published
from tests.browser.test_teachers_story import opened
from tests.dashboard.staff_home import fill, ids_of
from tests.warehouse.files_in_code import Totals, Work, accept
from warehouse.accounts import Account, Accounts
from warehouse.communities.drafts import KIND
from warehouse.communities.reference import LINE
from warehouse.snapshots import Reader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CLASS, BEFORE, YEAR = "8Ю", "7Ю", "2023/24"
PUPILS = [f"Ученик{at} Ян Львович" for at in range(10)]
LOGIN = "metodist-put"
PHONE = {"width": 390, "height": 844}
READING = "c0ffee"


@pytest.fixture(scope="module")
def school(site: Site) -> Iterator[Site]:
    """Twelve teachers who assessed themselves, a class before a community was founded and since, its own work."""
    ledger = site.home.ledger
    known = {row["batch_id"] for row in ledger.batches()}
    kinds = ("survey_response", "survey_wave", "lesson_study", LINE, KIND)
    fill(site.home)
    own = [ids_of(site.home)[name] for name in sorted(ids_of(site.home))][:3]
    for name, year, period, good in ((BEFORE, "2022/23", "q4", 4), (CLASS, YEAR, "q4", 7)):
        marks = {pupil: 4 if at < good else 3 for at, pupil in enumerate(PUPILS)}
        accept(site.home, Totals(name, "Алгебра", period, marks, school_year=year))
    results = {f"8000{at}": (CLASS, 4, 4, {"1": 0}) for at in range(3)}
    accept(site.home, Work(tasks={"1": (1, "Б")}, results=results, work_kind="control_work", subject="Алгебра",
                           grades=(8, 8), school_year=YEAR, label="Осенняя", held_on=date(2023, 10, 10)))  # fmt: skip
    lay(site, own)
    people = Accounts(ledger)
    people.enter(
        people.add(Account(LOGIN, "Методист", "deputy", None, False, False), "zavuch"), PASSWORD
    )
    wait_until_published(site)
    yield site
    for row in ledger.batches():
        if row["batch_id"] not in known:
            ledger.revoke(row["batch_id"], "тест")
    for kind in kinds:
        while found := ledger.records(kind):
            for record in found:
                ledger.revoke_record(record.record_id, "тест")
    wait_until_published(site)


def lay(site: Site, own: list[int]) -> None:
    """Keep a community of 2023 with its class and a lesson study that was summed up."""
    lines = {
        READING: {"register": "community", "title": "Связный текст", "teacher_id": own[0], "date_from": "2023-08-25"},
        "c0ffee1": {"register": "classes", "community_id": READING, "school_year": YEAR, "class_name": CLASS,
                    "subject": "Алгебра", "title": "Связывать сведения"},
        **{f"c0ffee{who}m": {"register": "members", "community_id": READING, "teacher_id": who} for who in own},
    }  # fmt: skip
    for key, said in lines.items():
        site.home.ledger.add_record(LINE, key, said, "тест")
    study = {"community_id": READING, "school_year": YEAR, "class_name": CLASS, "members": own, "teachers": own,
             "summary": "Схема до задачи помогает", "summary_on": "2024-04-01", "presented_on": "2024-04-20",
             "presented_where": "педсовет"}  # fmt: skip
    site.home.ledger.add_record("lesson_study", "c0ffee00", study, "тест")


def chain(page: Page) -> None:
    page.get_by_role("link", name=re.compile("от дефицита к результату", re.I)).first.click()
    expect(page).to_have_url(re.compile("/path"))


def test_from_a_class_to_the_evidence_and_back(browser: Browser, school: Site) -> None:
    with opened(browser, school, LOGIN) as page:
        page.goto(f"{school.url}/class/2023-24/{CLASS}")
        chain(page)
        expect(page.locator("h1")).to_contain_text("было 4 из 10, стало 7 из 10")
        branch = page.locator(".path").first
        for words in (
            "Связывать сведения",
            "Схема до задачи помогает",
            "Представлено 20 апреля 2024, педсовет",
        ):
            expect(branch).to_contain_text(
                words.replace("20 апреля 2024", "20\u00a0апреля\u00a02024")
            )
        expect(page.locator("[aria-current=step]")).to_contain_text("Дефицит класса")
        branch.get_by_role("link", name="Связный текст", exact=True).click()
        expect(page).to_have_url(f"{school.url}/community/{READING}")
        chain(page)
        expect(page.locator("[aria-current=step]")).to_contain_text("Цель сообщества")
        page.locator(".path a[href='/lesson-study/c0ffee00']").click()
        expect(page).to_have_url(f"{school.url}/lesson-study/c0ffee00")
        chain(page)
        expect(page.locator("[aria-current=step]")).to_contain_text("Исследование урока")
        page.locator(".path").get_by_role("link", name=f"{CLASS}, Алгебра", exact=True).click()
        expect(page.locator("h1")).to_contain_text(CLASS)


def hold_a_meeting(page: Page, school: Site) -> None:
    """Write down a meeting held today: who of the members came, and what they decided."""
    page.get_by_role("link", name="Добавить встречу").first.click()
    page.get_by_label("Тема").fill("Выбираем трудность")
    page.get_by_label("Прошла").fill(date.today().isoformat())
    came = page.locator(".people-boxes input")
    came.first.check()
    page.get_by_label("Решения").fill("Начать с задач на сравнение")
    page.get_by_role("button", name="Сохранить").dblclick()
    expect(page).to_have_url(re.compile("/community/[0-9a-f]{32}"))
    expect(page.locator("main")).to_contain_text("Выбираем трудность")
    expect(page.locator("main")).to_contain_text("Начать с задач на сравнение")
    held = [r for r in school.home.ledger.records(LINE) if r.payload["register"] == "meetings"]
    assert [len(r.payload["people"]) for r in held] == [1]


def test_a_community_is_made_of_a_proposal_on_a_phone(browser: Browser, school: Site) -> None:
    with opened(browser, school, LOGIN, **PHONE) as page:
        sql = f"SELECT DISTINCT assessment_id FROM mart_inner_work_by_class WHERE class_name = '{CLASS}'"
        work = Reader(school.home).frame(sql)["assessment_id"][0]
        asked = urlencode({"year": YEAR, "work": work, "task": "1", "class": CLASS})
        page.goto(f"{school.url}/deficits?{asked}")
        page.get_by_role("link", name="Поставить цель ПОС").click()
        expect(page).to_have_url(re.compile(r"/path\?class="))
        page.get_by_role("link", name="Собрать группу педагогов").click()
        expect(page.get_by_text(f"Ищем сообщество для {CLASS}")).to_be_visible()
        first = page.locator(".team").first
        count = first.locator(".team-people li").count()
        line = first.locator(".team-people li").first
        name = line.locator(".team-name").inner_text()
        line.get_by_role("combobox").select_option("-")
        line.get_by_role("button", name=re.compile("^Перенести")).click()
        expect(page.locator("#left")).to_contain_text(name)
        expect(first.locator(".team-people li")).to_have_count(count - 1)
        back = page.locator("#left li", has_text=name).first
        back.get_by_role("combobox").select_option(index=1)
        back.get_by_role("button", name=re.compile("^Перенести")).click()
        expect(first.locator(".team-people")).to_contain_text(name)
        first.locator("input[type=checkbox]").first.check()
        expect(page.locator(".strip-decision")).to_contain_text("Согласны 1 из")
        page.reload()
        first = page.locator(".team").first
        expect(first.locator("input[type=checkbox]").first).to_be_checked()
        first.get_by_text("Создать ПОС из этой группы").click()
        first.get_by_label("Название").fill("Считаем вместе")
        first.get_by_role("button", name="Создать ПОС").dblclick()
        expect(page).to_have_url(re.compile("/community/[0-9a-f]{32}"))
        expect(page.locator("h1")).to_contain_text("Считаем вместе")
        made = [
            r
            for r in school.home.ledger.records(LINE)
            if r.payload.get("title") == "Считаем вместе"
        ]
        assert len(made) == 1
        hold_a_meeting(page, school)
        page.goto(f"{school.url}/path?community={made[0].key}")
        expect(page.locator(".path")).to_contain_text(CLASS)
