"""A person decides who is who, sees the numbers follow, and takes the decision back."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Tab
from tests.warehouse.files_in_code import Totals, accept
from warehouse.snapshots import Reader

pytestmark = pytest.mark.browser

SHORT, FULL = "Ежова Мария", "Ежова Мария Петровна"
PATIENCE = 30.0


def pupils(site: Site) -> int:
    found = Reader(site.home).frame(
        "SELECT count(DISTINCT pupil_id) AS n FROM dim_pupil WHERE full_name LIKE 'Ежова%'"
    )
    return int(found["n"][0])


def wait_for_pupils(site: Site, count: int) -> None:
    """Wait until the worker has published so many pupils."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if site.home.ledger.current_snapshot() and pupils(site) == count:
            return
        time.sleep(0.2)
    pytest.fail(f"Pupils published: {pupils(site)}, expected {count}")


def test_a_doubt_is_decided_and_the_decision_taken_back(tab: Tab, site: Site) -> None:
    accept(site.home, Totals("5Е", marks={SHORT: 4}, school_year="2022/23"))
    accept(site.home, Totals("6Е", marks={FULL: 5}, school_year="2023/24"))
    wait_for_pupils(site, 2)
    page = tab.page
    tab.open("/quality/pupils?class=5Е")
    card = page.locator("article", has_text=FULL)
    expect(card).to_contain_text("отчество записано не везде")
    old = card.get_by_role("link", name=FULL).get_attribute("href")
    card.get_by_role("button", name="Один и тот же ученик").click()
    expect(page.locator(".toast")).to_contain_text("это один ученик")
    expect(page.locator("#page table")).to_contain_text("действует")
    wait_for_pupils(site, 1)
    tab.open(str(old))
    expect(page.locator("#way")).to_contain_text("5Е")
    expect(page.locator("#way")).to_contain_text("6Е")
    tab.open("/quality/pupils?class=5Е")
    page.locator("#page table").get_by_role("button", name="Отменить").click()
    expect(page.locator("article", has_text=FULL)).to_be_visible()
    wait_for_pupils(site, 2)
    tab.check()
