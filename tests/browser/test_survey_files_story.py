"""A person says once which survey a form with renamed questions is; its second wave needs no question."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Tab
from tests.browser.test_upload_story import choose
from tests.etl.formats.forms import ANNA, ITEMS, PETR, google_csv
from warehouse.snapshots import Reader

pytestmark = pytest.mark.browser
ASKED = ["Размер заработка", "Возможность продвигаться по работе", *ITEMS["zamfir"][2:]]
VM = "SELECT wave, round(score, 6) AS score FROM survey_scores WHERE scale_id = 'vm' ORDER BY wave, 2"


def test_a_renamed_survey_is_asked_about_once(tab: Tab, site: Site, tmp_path: Path) -> None:
    page = tab.page
    tab.open("/uploads")
    autumn = [(datetime(2025, 10, 3, 9, n), who, "4321555") for n, who in enumerate((ANNA, PETR))]
    choose(page, google_csv(tmp_path / "Мотивация, осень.csv", ASKED, autumn))
    card = page.locator(".upload-card")
    expect(card).to_contain_text("нужен ответ")
    expect(card).to_contain_text("не нашлось: «1. Денежный заработок»")
    expect(card).to_contain_text("в файле есть: «Размер заработка»")
    card.get_by_role("button", name="Проверить с ответами").click()
    expect(card).to_contain_text("можно загрузить")
    expect(card).to_contain_text("ответили 2 человека")
    expect(card).to_contain_text("осень 2025/26")
    card.get_by_role("button", name="Загрузить").click()
    expect(card).to_have_count(0)

    spring = [(datetime(2026, 3, 9, 20, 16), ANNA, "4321544")]
    choose(page, google_csv(tmp_path / "Мотивация, весна.csv", ASKED, spring))
    expect(card).to_contain_text("можно загрузить")
    expect(card).to_contain_text("ответил 1 человек")
    card.get_by_role("button", name="Загрузить").click()
    expect(card).to_have_count(0)
    expect(page.locator("#uploads-waiting")).not_to_contain_text("обновляются")
    scores = Reader(site.home).frame(VM).itertuples(index=False, name=None)
    assert list(scores) == [("2025/26-1", 5.0), ("2025/26-1", 5.0), ("2025/26-2", 4.0)]
    tab.check()
