"""A methodist looks over the communities: the map, who visited whom, one community, its plan on paper."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Tab, wait_until_published
from tests.warehouse.files_in_code import StaffFile, accept

pytestmark = pytest.mark.browser
ANNA, PETR = "Ковшова Анна Игоревна", "Ковшов Пётр Ильич"
OWN = "browser-community"


def lay(site: Site) -> None:
    """Type a community of two teachers with meetings in 2023/24 and a visit."""
    accept(site.home, StaffFile(cards={ANNA: {}, PETR: {}}))
    rows = site.home.ledger.rows("SELECT name_raw, teacher_id FROM teacher_keys")
    ids = {row["name_raw"]: int(row["teacher_id"]) for row in rows}
    add(
        site,
        OWN,
        register="community",
        title="Вопрос к тексту",
        teacher_id=ids[ANNA],
        date_from="2023-09-01",
    )
    of = {"community_id": OWN}
    add(site, "bm1", **of, register="members", teacher_id=ids[PETR], status="согласен")
    for at, (planned, held) in enumerate([("2023-09-20", "2023-09-20"), ("2023-10-18", "")]):
        add(
            site,
            f"bt{at}",
            **of,
            register="meetings",
            title=f"Тема {at}",
            date_from=planned,
            date_to=held,
        )
    add(
        site,
        "bv1",
        **of,
        register="visits",
        teacher_id=ids[ANNA],
        partner_id=ids[PETR],
        date_to="2023-10-02",
    )
    add(
        site,
        "bp1",
        **of,
        register="plan",
        title="Открытый показ",
        date_from="2023-10-25",
        date_to="2023-10-25",
    )


def add(site: Site, key: str, **said: Any) -> None:
    site.home.ledger.add_record("community_line", key, said, "тест")


def test_from_the_map_to_the_plan_on_paper(tab: Tab, site: Site) -> None:
    lay(site)
    wait_until_published(site)
    page = tab.page
    tab.open("/communities?year=2023/24")
    expect(page.locator("h1")).to_contain_text("«Вопрос к тексту»: часть встреч не состоялась")
    expect(page.locator(".month-map tbody tr")).to_contain_text("Вопрос к тексту")
    page.get_by_role("link", name="Встречи", exact=True).click()
    page.wait_for_url("**kind=meeting**")
    expect(page.locator(".month-map td.pace-zero")).to_have_count(1)
    expect(page.locator(".visit-matrix td.is-held")).to_have_count(1)
    expect(page.locator(".visits")).to_contain_text("Ещё не был ни у кого: Ковшов П. И.")
    page.locator(".month-map tbody a").click()
    expect(page.locator("h1")).to_contain_text("2 участника, прошло 1 из 2 встреч")
    page.get_by_role("link", name="План работы ПОС").click()
    expect(page.locator(".plan-table")).to_contain_text("Октябрь 2023 — сделано 1 из 1")
    page.get_by_role("link", name="К сообществу").click()
    expect(page.locator("h1")).to_contain_text("«Вопрос к тексту»")
    tab.check()
