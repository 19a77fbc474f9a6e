"""The page of the data's quality: the sentence, the cards, the links that mend, the filters, the roles."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from dash.development.base_component import Component
from flask.testing import FlaskClient

from dashboard import app, quality, session, upload_route
from dashboard.callbacks import quality as page
from dashboard.components import quality as parts
from dashboard.components.cards import plain_text
from etl.pipeline import load
from tests.browser.files_in_code import write_report
from tests.dashboard.conftest import SITE, log_in
from warehouse.checks import checks
from warehouse.freshness import Freshness
from warehouse.home import Home

DEPUTY = session.User("anna", "Анна Первая", "deputy")
TEACHER = session.User("boris", "Борис Второй", "teacher", frozenset({("2023/24", "7А")}))
ROWS = pd.DataFrame({"school_year": ["2023/24"], "class_name": ["7Б"], "batch_id": [7]})


@pytest.fixture
def deputy(home: Home, tmp_path: Path) -> Iterator[Home]:
    """A home with a file whose period marks are not understood, and a deputy who looks at it."""
    app.create_app(home)
    load(home, [write_report(tmp_path / "отчёт 7Б.xlsx", quarter_mark="??")])
    load(home, [write_report(tmp_path / "отчёт 8В.xlsx", "8В")])
    with session.acting_as(DEPUTY):
        yield home


def said(search: str = "") -> str:
    return plain_text(page.show_quality(search, "/quality")).replace("\xa0", " ")


def links(component: object) -> list[str]:
    """Return where the links of a component lead."""
    if isinstance(component, (list, tuple)):
        return [href for part in component for href in links(part)]
    if not isinstance(component, Component):
        return []
    own = [component.href] if getattr(component, "href", None) else []
    return own + links(getattr(component, "children", None))


def answers(*counts: int) -> list[quality.Answer]:
    """Return questions, the gravest first, with so many rows each."""
    return [
        quality.Answer(check, pd.concat([ROWS] * count) if count else ROWS.head(0))
        for check, count in zip(checks(), counts, strict=False)
    ]


def test_the_sentence_names_what_is_wrong() -> None:
    first, second, third, *_ = (parts._small(check.title) for check in checks())
    assert parts.sentence(answers(0, 0)) == "Данные в порядке"
    assert parts.sentence(answers(2)) == f"Данные в порядке, кроме одного места: {first} (2)"
    two = parts.sentence(answers(2, 1)).replace("\xa0", " ")
    assert two == f"Данные в порядке, кроме двух мест: {first} (2) и {second} (1)"
    many = parts.sentence(answers(1, 1, 1, 1, 1)).replace("\xa0", " ")
    assert many == f"Внимания просят 5 мест, сначала {first} (1) и {second} (1)"
    assert third not in many


def test_what_is_only_worth_knowing_spoils_nothing() -> None:
    only_info = [a for a in answers(*[1] * 99) if a.check.severity == "info"]
    assert only_info
    assert parts.sentence(only_info) == "Данные в порядке"


def test_freshness_in_words() -> None:
    journal = Freshness("journal", date.today(), date(2024, 5, 14), 0, False)
    said_of = parts.freshness_text(journal).replace("\xa0", " ")
    assert said_of == "журнал: сегодня, последняя дата урока 14 мая 2024"
    stale = Freshness("journal", date.today(), None, 21, True)
    assert parts.freshness_text(stale).replace("\xa0", " ") == (
        "▲ журнал: сегодня: 21 день учёбы без нового файла"
    )
    assert parts.freshness_text(Freshness("neu", date.today(), None, 0, False)).startswith("другие")


@pytest.mark.usefixtures("deputy")
def test_a_card_says_what_why_how_and_leads_to_the_mending() -> None:
    body = page.show_quality("", "/quality")
    text = plain_text(body).replace("\xa0", " ")
    assert "кроме" in text and "непонятные записи в клетках" in text
    for piece in ("Почему это важно", "Как исправить", "??", "отчёт 7Б.xlsx", "Все проверки"):
        assert piece in text
    assert "/upload/mend/1" in links(body)
    assert "/quality/table/unknown_tokens" in links(body)


@pytest.mark.usefixtures("deputy")
def test_filters_narrow_the_questions() -> None:
    assert "??" in said("?class=7Б")
    assert "??" not in said("?class=8В")
    assert "??" in said("?year=all")
    assert "??" in said("?year=zzz&class=zzz"), "an unknown class must not read as all is well"
    opened = said("?check=unknown_tokens")
    assert "← Все вопросы" in opened
    assert "Все проверки" not in opened
    assert "таких мест нет" in said("?check=class_spellings")


def test_a_choice_goes_into_the_address(deputy: Home) -> None:
    assert page.choose("all", "7Б", "?check=x") == "?check=x&year=all&class=7%D0%91"
    with pytest.raises(page.PreventUpdate):
        page.choose("2023/24", "all", "")


def test_a_school_without_questions_is_told_so() -> None:
    assert "Всё в порядке" in plain_text(page.cards([], {}))


def test_an_empty_home_says_what_will_be_here(home: Home) -> None:
    app.create_app(home)
    with session.acting_as(DEPUTY):
        assert "Здесь будут вопросы к данным" in said()


@pytest.mark.usefixtures("deputy")
def test_a_teacher_sees_none_of_it() -> None:
    with session.acting_as(TEACHER):
        assert "заместитель" in said()
        assert "??" not in said()


def test_the_rows_can_be_had_as_a_workbook(named: FlaskClient, home: Home, tmp_path: Path) -> None:
    load(home, [write_report(tmp_path / "отчёт 7Б.xlsx", quarter_mark="??")])
    log_in(named, "boris")
    assert named.get("/quality/table/unknown_tokens", base_url=SITE).status_code == 404
    refused = named.get("/quality", base_url=SITE)
    assert refused.status_code == 403
    assert "Вопросы к данным видят" in refused.text
    assert "На главную" in refused.text
    log_in(named, "anna")
    answer = named.get("/quality/table/unknown_tokens", base_url=SITE)
    values = [
        [c.value for c in row] for row in openpyxl.load_workbook(io.BytesIO(answer.data)).active
    ]
    assert ["отчёт 7Б.xlsx", "??", 8] in [row[:3] for row in values]
    assert named.get("/quality/table/no_such", base_url=SITE).status_code == 404
    assert named.get("/quality/table/load_absent", base_url=SITE).status_code == 200


def test_who_takes_a_table_with_pupils_away_is_noted(
    named: FlaskClient, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(named, "anna")
    row = {
        "school_year": "2023/24",
        "class_name": "7Б",
        "subject": "Физика",
        "full_name": "Дубов Лев",
    }
    monkeypatch.setattr(
        upload_route.quality,
        "answer",
        lambda check, _asked: quality.Answer(check, pd.DataFrame([row])),
    )
    for check_id in ("load_absent", "pupils_without_marks"):
        assert named.get(f"/quality/table/{check_id}", base_url=SITE).status_code == 200
    noted = home.ledger.rows("SELECT object FROM audit WHERE what = 'download' AND who = 'anna'")
    assert [one["object"] for one in noted] == ["check pupils_without_marks"]
