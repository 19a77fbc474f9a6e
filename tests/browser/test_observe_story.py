"""An observer watches a research lesson on a phone: the connection is cut for the whole lesson, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import LOGIN, PASSWORD, PATIENCE, Site
from warehouse.amending import newest
from warehouse.staff.people import add_teacher
from warehouse.studies.records import lesson_key
from warehouse.studies.sheets import Locked, check_predictions

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
STUDY = "0b5e0b5e0b5e0b5e0b5e0b5e0b5e0b5e"
LESSON = lesson_key(STUDY, 1)
NAMES = ("Берёзова Нина Петровна", "Тополев Олег Ильич", "Липова Зоя Марковна")
WORDS = {"high": "объяснил соседу", "middle": "решил с подсказкой", "low": "списал условие"}


def plan(guess: str = "решит сам") -> dict[str, Any]:
    stages = [
        {
            "stage_id": f"s{no}",
            "name": name,
            "minutes": 15,
            "predicted": dict.fromkeys(WORDS, guess),
        }
        for no, name in enumerate(("Читаем условие", "Решаем вдвоём"))
    ]
    return {
        "held_on": date.today().isoformat(),
        "stages": stages,
        "criteria": dict.fromkeys(WORDS, "две задачи"),
    }


@pytest.fixture
def observer(site: Site) -> int:
    """A planned lesson of a cycle of three; who watches is the second of them."""
    cards = [{"full_name": name, "name_key": name.casefold()} for name in NAMES]
    ids = [add_teacher(site.home.ledger, card, "Завуч") for card in cards]
    cycle = {"class_name": "7А", "subject": "Алгебра", "members": ids, "teachers": ids,
             "focus": "хотим узнать, как помочь читать условие"}  # fmt: skip
    site.home.ledger.add_record("lesson_study", STUDY, cycle, "Завуч")
    site.home.ledger.add_record("research_lesson", LESSON, plan(), "Завуч")
    return ids[1]


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A phone on which somebody is logged in."""
    context = browser.new_context(locale="ru-RU", viewport=PHONE, has_touch=True, is_mobile=True)
    context.set_default_timeout(PATIENCE)
    log_in(context, site)
    yield context
    context.close()


def log_in(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(f"{site.url}/login?next=/health")
    page.fill("input[name=login]", LOGIN)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Войти").click()
    page.wait_for_url("**/health")
    page.close()


def opened(context: BrowserContext, site: Site, observer: int) -> Page:
    page = context.new_page()
    page.goto(f"{site.url}/observe/{STUDY}/1?observer={observer}")
    return page


def held(site: Site, kind: str, key: str) -> dict[str, Any]:
    record = newest(site.home.ledger, kind, key)
    assert record is not None
    return record.payload


def test_a_whole_lesson_is_watched_without_a_connection(
    phone: BrowserContext, site: Site, observer: int
) -> None:
    page, errors = opened(phone, site, observer), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    ledger, own = site.home.ledger, lesson_key(STUDY, 1, observer)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    expect(page.locator("textarea").first).to_be_disabled()
    phone.set_offline(True)
    page.locator("#start").tap()
    expect(page.locator("#state")).to_contain_text("отправим, когда появится связь")
    for stage in range(2):
        for level, words in WORDS.items():
            page.locator(f"[name='observed|s{stage}|{level}']").fill(f"{words} {stage}")
            page.locator(f"[name='met|s{stage}|{level}']").nth(stage).tap()
    for at, level in enumerate(WORDS):
        page.locator(f"[name='achieved|{level}']").nth(at).tap()
    # A slip of the finger is taken back by the same finger.
    page.locator("[name='met|s1|low']").nth(1).tap()
    page.locator("[name=issues]").press_sequentially("класс устал")
    expect(page.locator("#count")).to_have_text("Записано 6 из\u00a06")
    assert newest(ledger, "lesson_start", LESSON) is None
    phone.set_offline(False)
    expect(page.locator("#state")).to_contain_text("Отправлено")
    sheet = held(site, "lesson_sheet", own)
    assert sheet["cells"]["s0"]["low"] == {"observed": "списал условие 0", "met": 2}
    assert sheet["cells"]["s1"]["high"] == {"observed": "объяснил соседу 1", "met": 1}
    assert sheet["cells"]["s1"]["low"]["met"] is None
    assert (sheet["achieved"], sheet["issues"]) == (
        {"high": 2, "middle": 1, "low": 0},
        "класс устал",
    )
    with pytest.raises(Locked):
        check_predictions(ledger, LESSON, plan("не решит"))
    assert "объяснил" not in page.evaluate("JSON.stringify(localStorage)")
    page.reload()
    expect(page.locator("[name='observed|s1|high']")).to_have_value("объяснил соседу 1")
    assert errors == []


def test_a_session_that_ended_and_a_second_phone_lose_nothing(
    phone: BrowserContext, browser: Browser, site: Site, observer: int
) -> None:
    own = lesson_key(STUDY, 1, observer)
    first = opened(phone, site, observer)
    if first.locator("#start").is_visible():
        first.locator("#start").tap()
    other = browser.new_context(locale="ru-RU", viewport=PHONE)
    other.set_default_timeout(PATIENCE)
    log_in(other, site)
    second = opened(other, site, observer)
    phone.clear_cookies()
    first.locator("[name=issues]").fill("с первого")
    first.locator("#send").tap()
    expect(first.locator("#state")).to_contain_text("Сеанс завершён")
    first.reload()  # is sent to the login page, which knows the way back
    first.fill("input[name=login]", LOGIN)
    first.fill("input[name=password]", PASSWORD)
    first.get_by_role("button", name="Войти").tap()
    expect(first.locator("#state")).to_contain_text("Отправлено")
    assert held(site, "lesson_sheet", own)["issues"] == "с первого"
    second.locator("[name=issues]").fill("со второго")
    second.locator("[name='observed|s0|high']").fill("чертит схему")
    second.locator("#send").click()
    expect(second.locator("#moved")).to_contain_text("Там: с первого")
    second.get_by_label("Оба текста").first.check()
    second.get_by_role("button", name="Оставить выбранное").click()
    expect(second.locator("#state")).to_contain_text("Отправлено")
    sheet = held(site, "lesson_sheet", own)
    assert sheet["issues"] == "со второго\nс первого"
    assert sheet["cells"]["s0"]["high"]["observed"] == "чертит схему"
    # The first phone goes on: what it has not touched comes from the second without a question.
    first.locator("[name='observed|s1|middle']").fill("помогает соседу")
    first.locator("#send").tap()
    expect(first.locator("#unheard")).to_contain_text("Этап 1, А: что увидели")
    expect(first.locator("[name=issues]")).to_have_value("со второго\nс первого")
    expect(first.locator("#state")).to_contain_text("Отправлено")
    assert held(site, "lesson_sheet", own)["cells"]["s0"]["high"]["observed"] == "чертит схему"
    other.close()
