"""A group walks its lesson study through the seven steps; two tabs write one part and the second sees the first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, Tab, wait_until_published
from tests.warehouse.studies import study_in_code as code
from warehouse.staff.people import add_teacher
from warehouse.studies.records import KINDS, PLAN, SHEET, START, STUDY, TALK, lesson_key
from warehouse.studies.sheets import Sent, save_sheet

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
NAMES = ("Абрамова Анна Игоревна", "Белова Инна Олеговна", "Громова Вера Петровна")
TODAY = date.today().isoformat()


@pytest.fixture
def group(site: Site) -> Iterator[list[int]]:
    """Three teachers of the site; what was typed is taken back afterwards."""
    cards = ({"full_name": name, "name_key": name.lower()} for name in NAMES)
    yield [add_teacher(site.home.ledger, card, "тест") for card in cards]
    for kind in (*KINDS, "staff"):
        for record in site.home.ledger.records(kind):
            site.home.ledger.revoke_record(record.record_id, "тест")
    wait_until_published(site)


def field(page: Page, form: str, name: str, kind: str = "field") -> Locator:
    """Return a field by its id, as Dash writes it."""
    return page.locator(f'[id=\'{{"form":"{form}","name":"{name}","type":"study-{kind}"}}\']')


def save(page: Page, form: str) -> Locator:
    return page.locator(f'[id^=\'{{"form":"{form}","seen"\']').first


def step(page: Page, number: int) -> Locator:
    return page.locator(f"#step-{number}")


def told(page: Page, number: int, words: str) -> Locator:
    """Return what is written in a step, where it says so."""
    return step(page, number).locator(".study-told").filter(has_text=words).first


def levels(page: Page, form: str, name: str, words: str) -> None:
    for level in ("high", "middle", "low"):
        field(page, form, f"{name}-{level}").fill(words)


def watched(site: Site, study_id: str, number: int, observer: int) -> None:
    """Send an observer's sheet as the page of the phone does."""
    key = lesson_key(study_id, number, observer)
    said: dict[str, Any] = code.sheet(1, observer_id=observer, observed_on=TODAY)
    save_sheet(site.home.ledger, key, Sent("phone", 1, None, said), NAMES[1])


def test_a_lesson_study_through_its_seven_steps(tab: Tab, site: Site, group: list[int]) -> None:
    page, ledger = tab.page, site.home.ledger
    tab.open("/lesson-studies")
    page.get_by_role("link", name="Начать исследование").click()
    for at, teacher in enumerate(group[:2], 1):
        field(page, "group", f"member-{at}").select_option(str(teacher))
    field(page, "group", "teacher-1").select_option(str(group[0]))
    page.reload()
    expect(field(page, "group", "member-2")).to_have_value(str(group[1]))
    save(page, "group").click()
    expect(step(page, 1)).to_contain_text("от 3 до 5 педагогов, здесь 2")
    field(page, "group", "member-3").select_option(str(group[2]))
    save(page, "group").dblclick()
    expect(step(page, 2)).to_contain_text("идёт сейчас")
    (record,) = ledger.records(STUDY)
    study_id = record.key

    field(page, "agreement", "rules_agreed_on").fill(TODAY)
    field(page, "agreement", "focus").fill("как помочь ученикам объяснять решение")
    field(page, "agreement", "class_name").fill("6 а")
    field(page, "agreement", "subject").fill("Математика")
    levels(page, "agreement", "case", "решает молча")
    save(page, "agreement").click()
    expect(page.locator("h1")).to_contain_text("6А, математика: сделано 2 из 7 шагов")

    for name, value in (
        ("held_on", TODAY),
        ("held_at", "09:30"),
        ("objective", "Объяснять решение вслух"),
    ):
        field(page, "plan-1", name).fill(value)
    expect(field(page, "plan-1", "stage-s1-name")).to_have_value("Начало урока и мотивация")
    levels(page, "plan-1", "criterion", "назовёт каждый шаг")
    levels(page, "plan-1", "stage-s1", "предложит свой способ")
    save(page, "plan-1").click()
    expect(step(page, 4)).to_contain_text("идёт сейчас")

    step(page, 4).get_by_role("button", name="Урок начался").click()
    expect(step(page, 4)).to_contain_text("предсказания закрыты")
    watched(site, study_id, 1, group[1])
    page.reload()
    expect(step(page, 4)).to_contain_text("сбылось: объяснил (Белова")
    levels(page, "interviews-1", "interview", "понравилось спорить")
    field(page, "interviews-1", "interview_on").fill(TODAY)
    save(page, "interviews-1").click()
    expect(step(page, 5)).to_contain_text("идёт сейчас")

    expect(field(page, "talk-1", "class", "part")).to_be_disabled()
    for part in ("pupils", "class", "teaching", "aim"):
        field(page, "talk-1", part, "part").fill("Дать опору для объяснения")
    field(page, "talk-1", "change-c1").fill("Карточка с началом фразы")
    field(page, "talk-1", "discussed_on").fill(TODAY)
    save(page, "talk-1").click()
    expect(field(page, "plan-2", "objective")).to_have_value("Дать опору для объяснения")
    field(page, "outcomes-1", "outcome-c1").select_option("carried")
    save(page, "outcomes-1").click()
    expect(told(page, 5, "вошло в следующий урок")).to_be_visible()
    field(page, "plan-2", "held_on").fill(TODAY)
    levels(page, "plan-2", "stage-s2", "начнёт с карточки")
    save(page, "plan-2").click()
    expect(told(page, 5, "начнёт с карточки")).to_be_visible()

    # The same again for the second and the third lesson: the forms are the first one's.
    said = {**ledger.records(STUDY)[0].payload, "teachers": group}
    ledger.add_record(STUDY, study_id, said, "тест")
    ledger.add_record(PLAN, lesson_key(study_id, 3), code.plan(3, held_on=TODAY), "тест")
    for number in (2, 3):
        start = {"started_at": f"{TODAY}T00:00:00", "by": "Завуч"}
        ledger.add_record(START, lesson_key(study_id, number), start, "тест")
        watched(site, study_id, number, group[0])
        ledger.add_record(TALK, lesson_key(study_id, number), code.talk(TODAY), "тест")
    page.reload()
    expect(step(page, 7)).to_contain_text("идёт сейчас")

    other = page.context.new_page()
    other.goto(page.url)
    field(other, "summary", "summary").fill("Опора помогла ученику В")
    field(other, "summary", "summary_on").fill(TODAY)
    field(page, "summary", "summary").fill("Опора помогла всем троим")
    field(page, "summary", "summary_on").fill(TODAY)
    save(page, "summary").click()
    expect(page.locator("h1")).to_contain_text("все 7 шагов пройдены")
    save(other, "summary").click()
    expect(other.locator(".note-conflict")).to_contain_text("Опора помогла всем троим")
    other.get_by_role("button", name="Взять сохранённое").click()
    expect(step(other, 7)).to_contain_text("Опора помогла всем троим")
    other.close()

    assert len([r for r in ledger.records(SHEET) if r.key.startswith(study_id)]) == 3
    tab.open("/lesson-studies")
    expect(page.locator("h1")).to_contain_text("Завершено 1")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{tab.url}/lesson-study/{study_id}")
    expect(page.locator("h1")).to_contain_text("все 7 шагов пройдены")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tab.check()
