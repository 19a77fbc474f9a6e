"""A document is laid on the shelf from a phone through a cut connection, a wrong file and a reload; then a version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Site, Tab, wait_until_published

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def shelf(site: Site) -> Iterator[Site]:
    """The site; what was laid is taken back afterwards."""
    yield site
    for kind in ("document_version", "document"):
        for record in site.home.ledger.records(kind):
            site.home.ledger.revoke_record(record.record_id, "тест")
    wait_until_published(site)


def choose(page: Page, *files: Path) -> None:
    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name="Приложить файл").click()
    asked.value.set_files([str(file) for file in files])


DROP = """(box) => {
  const data = new DataTransfer();
  for (let at = 0; at < 40; at += 1) { data.items.add(new File(["%PDF-1"], at + ".pdf")); }
  box.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def cut(route: Route) -> None:
    route.abort("connectionreset")


def test_a_document_gets_its_versions(tab: Tab, shelf: Site, tmp_path: Path) -> None:
    page = tab.page
    first, second, wrong = (
        tmp_path / name for name in ("Положение.pdf", "Положение 2.txt", "план.exe")
    )
    first.write_bytes(b"%PDF-1.7\nfirst")
    second.write_text("Вторая редакция", "utf-8")
    wrong.write_bytes(b"MZ")
    page.set_viewport_size({"width": 390, "height": 844})
    tab.open("/documents")
    expect(page.locator("h1")).to_contain_text("пока пусто")
    page.get_by_role("link", name="Добавить документ").click()
    page.get_by_label("Название").fill("Положение о сообществах")
    page.locator(".paper-form").get_by_label("Вид").first.select_option("Положение о ПОС")

    place = page.locator("[data-attach]")
    choose(page, wrong)
    expect(place).to_contain_text("такого вида не принимается")
    place.evaluate(DROP)
    expect(place).to_contain_text("Сюда кладут один файл")
    page.route("**/attachment", cut)
    choose(page, first)
    expect(place).to_contain_text("Связь прервалась")
    page.unroute("**/attachment")
    place.get_by_role("button", name="Повторить").click()
    expect(place.locator(".attach-held")).to_contain_text("Положение.pdf")
    page.reload()
    expect(place.locator(".attach-held")).to_contain_text("Положение.pdf")
    expect(page.get_by_label("Название")).to_have_value("Положение о сообществах")
    page.get_by_role("button", name="Положить на полку").dblclick()
    expect(page.locator("h1")).to_contain_text("Положение о сообществах: 1 версия")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tab.errors[:] = [
        one for one in tab.errors if "400" not in one and "ERR_CONNECTION_RESET" not in one
    ]

    choose(page, second)
    expect(place.locator(".attach-held")).to_contain_text("Положение 2.txt")
    page.get_by_label("Что изменилось").fill("Уточнили права тьютора")
    page.get_by_role("button", name="Положить новую версию").dblclick()
    expect(page.locator("h1")).to_contain_text("2 версии")
    newest = page.locator(".paper-versions > li").first
    expect(newest).to_contain_text("Уточнили права тьютора")
    with page.expect_download() as got:
        newest.get_by_role("link", name="Положение 2.txt").click()
    assert got.value.suggested_filename == "Положение 2.txt"
    assert Path(got.value.path()).read_text("utf-8") == "Вторая редакция"

    newest.get_by_role("button", name="Убрать").click()
    expect(page.locator("h1")).to_contain_text("1 версия")
    page.get_by_role("button", name="Вернуть").first.click()
    expect(page.locator("h1")).to_contain_text("2 версии")
    assert len(shelf.home.ledger.records("document_version")) == 2
    tab.check()
