"""A parent fills the form on a phone: the connection is cut in the middle, the page reloaded, one answer comes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PATIENCE, Site
from warehouse.surveys.calls import Call, make_call
from warehouse.surveys.invitations import invite, numbered, progress

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


def test_an_answer_outlives_a_lost_connection_and_a_reload(browser: Browser, site: Site) -> None:
    ledger, today = site.home.ledger, date.today()
    made = make_call(ledger, Call("parents", today, today + timedelta(days=3)), "zavuch")
    (link,) = invite(ledger, made.call_id, numbered("5А, родители", 1), "zavuch")
    context = browser.new_context(locale="ru-RU", viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site.url}/form/{link.token}")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    questions = page.locator(".question")
    for at in range(7):
        questions.nth(at).locator(".choice").nth(at % 5).tap()
    expect(page.locator("#progress")).to_have_text("Отвечено 7 из\u00a015")
    page.reload()
    expect(page.locator("#progress")).to_have_text("Отвечено 7 из\u00a015")
    context.set_offline(True)
    for at in range(7, 15):
        questions.nth(at).locator(".choice").nth(4).tap()
    page.locator("#send").tap()
    expect(page.locator("#state")).to_contain_text("ответы сохранены на этом телефоне")
    assert progress(ledger)[made.call_id] == (0, 1)
    # Back in the network: the page sends by itself, the person presses as well.
    page.evaluate("document.getElementById('send').click()")
    context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Спасибо, ответы приняты")
    assert progress(ledger)[made.call_id] == (1, 1)
    rows = ledger.rows("SELECT payload FROM survey_box WHERE call_id = ?", (made.call_id,))
    assert [len(row["payload"].split('"answers":{')[1].split(",")) >= 15 for row in rows] == [True]
    page.reload()
    expect(page.locator("h1")).to_have_text("По этой ссылке уже ответили")
    assert page.evaluate("localStorage.length") == 0
    assert errors == []
    context.close()


def test_what_waited_for_the_connection_is_sent_after_a_reload(
    browser: Browser, site: Site
) -> None:
    ledger, today = site.home.ledger, date.today()
    made = make_call(ledger, Call("climate_pupils", today, today), "zavuch")
    (link,) = invite(ledger, made.call_id, numbered("", 1), "zavuch")
    context = browser.new_context(locale="ru-RU", viewport=PHONE)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{site.url}/form/{link.token}")
    for at in range(page.locator(".question").count()):
        page.locator(".question").nth(at).locator(".choice").first.click()
    # The answer reaches the school, and what the school says does not reach the phone.
    page.route("**/form/*", lambda route: (route.fetch(), route.abort()))
    page.locator("#send").dblclick()
    expect(page.locator("#state")).to_contain_text("ответы сохранены на этом телефоне")
    page.unroute("**/form/*")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("h1")).to_have_text("Ответы уже приняты")
    rows = ledger.rows("SELECT 1 FROM survey_box WHERE call_id = ?", (made.call_id,))
    assert len(rows) == 1
    context.close()
