"""Registers on the uploads page: what the check says, what is kept, the dialog and the templates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient

from dashboard import app, session
from dashboard.callbacks import mapping as dialog
from dashboard.callbacks import uploads as page
from dashboard.components.cards import plain_text
from dashboard.components.uploads import compared_totals, difference_text, upload_card
from dashboard.ids import MappingIds
from etl import uploads, worker
from etl.formats import from_toml
from tests.dashboard.conftest import SITE, log_in
from warehouse.home import Home
from warehouse.snapshots import Reader

DEPUTY = session.User("anna", "Анна Первая", "deputy")
COURSES = [["Повышение квалификации"], ["ФИО педагога", "Программа", "Часов", "Сроки"],
           ["Лучинина Ольга Павловна", "Оценивание", 72, "март 2024"], ["", "Дистант", 36, "2023"]]  # fmt: skip
UNCLEAR = [
    ["ФИО педагога", "Тема", "Дата"],
    ["Лучинина Ольга Павловна", "Оценивание", "12.02.2025"],
]
MARKS = [["Итоги 7А за 1 четверть 2023/2024 учебного года"],
         ["№", "ФИО", "Алгебра", "Физика", "История"],
         [1, "Берёзов Пётр Ильич", 5, 4, 5], [2, "Дубов Лев Маркович", 3, 2, 4],
         [3, "Ёлкина Анна Игоревна", 4, 4, 4]]  # fmt: skip
TOTALS = [["Отчёт об успеваемости за 1 четверть 2023/2024 учебного года"],
          ["Класс", "Предмет", "Успеваемость, %", "Качество, %"],
          ["7А", "Алгебра", "100", "66,7 %"], ["7А", "Физика", 67, "50"], ["7А", "Химия", 67, 67]]  # fmt: skip
LOAD = [["Нагрузка учителей 2023/2024"], ["ФИО учителя", "Предмет", "Класс", "Часы"],
        ["Лучинина Ольга Павловна", "Алгебра", "7А", 4]]  # fmt: skip
OWN = [["Контингент 2023/2024"], ["п/п", "Воспитанники", "Где учится", "По какое число"],
       [1, "Берёзов Пётр Ильич", "7А", ""], [2, "Дубов Лев Маркович", "7Б", "10.11.2023"]]  # fmt: skip


@pytest.fixture
def deputy(home: Home) -> Iterator[Home]:
    """A home whose pages a deputy is looking at."""
    app.create_app(home)
    with session.acting_as(DEPUTY):
        yield home


def book(path: Path, rows: list[list[Any]]) -> Path:
    file = openpyxl.Workbook()
    for row in rows:
        file.active.append(row)
    file.save(path)
    return path


def put(home: Home, path: Path) -> int:
    """Upload a file as the person and let the worker look at it."""
    with path.open("rb") as stream:
        number = uploads.receive(home, stream, path.name, session.current_user().login)
    worker.step(home)
    return number


def card(home: Home, number: int) -> str:
    return plain_text(upload_card(uploads.upload(home, number))).replace("\xa0", " ")


def accept(home: Home, number: int) -> int:
    assert page.done("accept", number, [[], [], []]).startswith("Принято")
    worker.step(home)
    return uploads.upload(home, number).batch_id


def test_a_report_with_nothing_to_compare_it_with_says_so() -> None:
    said = plain_text(compared_totals({"facts": {"figures": 4}})).replace("\xa0", " ")
    assert "Сравнить пока не с чем" in said and "Сошлось" not in said and "Ещё" not in said


def test_a_report_of_totals_says_what_it_was_compared_with(deputy: Home, tmp_path: Path) -> None:
    accept(deputy, put(deputy, book(tmp_path / "1.xlsx", MARKS)))
    number = put(deputy, book(tmp_path / "2.xlsx", TOTALS))
    said = card(deputy, number)
    assert "Отметок в файле нет: он служит для сверки" in said
    assert "Сошлось 3 из 4, расходится 1." in said
    assert "Ещё 2 числа сравнить пока не с чем" in said
    assert "7А, Физика, 1 четверть: качество, в файле 50 %, по отметкам 66,67 % (Sheet!D4)" in said
    assert "добавится" not in said
    batch = accept(deputy, number)
    assert deputy.ledger.revoke(batch, "anna")
    assert uploads.restore(deputy, batch, "anna")


def test_a_register_of_teachers_says_how_many_and_comes_back_with_the_same_ids(
    deputy: Home, tmp_path: Path
) -> None:
    number = put(deputy, book(tmp_path / "1.xlsx", LOAD))
    said = card(deputy, number)
    assert "1 учитель" in said
    assert "отмет" not in said
    batch = accept(deputy, number)
    known = deputy.ledger.teacher_ids(batch)
    assert len(known) == 1
    deputy.ledger.revoke(batch, "anna")
    again = uploads.restore(deputy, batch, "anna")
    assert deputy.ledger.teacher_ids(again) == known
    worker.step(deputy)
    with Reader(deputy).cursor() as con:
        assert con.execute("SELECT subject, hours_per_week FROM teaching").fetchall() == [
            ("Алгебра", 4.0)
        ]


def test_a_difference_is_said_in_words() -> None:
    one = {"class_name": "7А", "subject": "", "period": "q1", "metric": "average_points",
           "stated_value": 3.7, "our_value": 3.6, "sheet_name": "Лист1", "row_no": 3, "column_no": 4}  # fmt: skip
    said = difference_text(one).replace("\xa0", " ")
    assert (
        said
        == "7А, класс в целом, 1 четверть: средний балл, в файле 3,70, по отметкам 3,60 (Лист1!E4)"
    )


def test_an_unknown_list_of_pupils_is_told_in_the_dialog_and_loads(
    deputy: Home, tmp_path: Path
) -> None:
    number = put(deputy, book(tmp_path / "контингент.xlsx", OWN))
    assert uploads.upload(deputy, number).state == "unknown"
    body, state = dialog.show_mapping(None, [], [], {"upload": number})
    said = plain_text(body).replace("\xa0", " ")
    assert "2 ученика в 2 классах, прибыло 0, выбыло 0" in said
    found = uploads.upload(deputy, number)
    grid = dialog.grid_of(found.path, found.file_name)
    state["column"] = 3
    changes = dialog.changed(MappingIds.control("meaning"), "left_on", state)
    body, state = dialog.corrected(found, grid, {**state, **changes.pop("state", {})}, changes)
    assert "выбыло 1" in plain_text(body)
    assert from_toml(state["toml"]).shape == "pupil_register"
    dialog.save(1, state)
    worker.step(deputy)
    assert uploads.upload(deputy, number).state == "ready"
    accept(deputy, number)
    with Reader(deputy).cursor() as con:
        assert con.execute("SELECT full_name FROM roll WHERE has_left = 1").fetchall() == [
            ("Дубов Лев Маркович",)
        ]


def test_what_the_table_is_can_be_said(deputy: Home, tmp_path: Path) -> None:
    number = put(deputy, book(tmp_path / "контингент.xlsx", OWN))
    _, state = dialog.show_mapping(None, [], [], {"upload": number})
    found = uploads.upload(deputy, number)
    grid = dialog.grid_of(found.path, found.file_name)
    for kind in ("teaching_register", "matrix", "pupil_register"):
        body, state = dialog.corrected(found, grid, state, {"table_is": kind})
        assert from_toml(state["toml"]).shape == kind
        assert body


def test_the_card_of_a_register_of_teachers_says_what_it_is(deputy: Home, tmp_path: Path) -> None:
    said = card(deputy, put(deputy, book(tmp_path / "курсы.xlsx", COURSES)))
    assert "«Реестры педагогов» · Реестр: повышение квалификации, 2 строки, 1 педагог" in said
    assert "добавится2" in said


def test_what_register_it_is_is_asked_and_answered_on_the_card(
    deputy: Home, tmp_path: Path
) -> None:
    number = put(deputy, book(tmp_path / "таблица.xlsx", UNCLEAR))
    said = card(deputy, number)
    assert "Какой это реестр?" in said
    page.done("decide", number, [[answer(number, "register", "online_diagnostics")], [], []])
    worker.step(deputy)
    assert "Реестр: онлайн-диагностика, 1 строка, 1 педагог" in card(deputy, number)
    ((record, kept),) = page.own_layouts()
    assert kept == "таблица.xlsx: Онлайн-диагностика"
    page.done("forget", record, [[], [], []])
    assert page.own_layouts() == []


def answer(number: int, field: str, value: str) -> dict[str, Any]:
    return {"id": {"number": number, "field": field}, "value": value}


@pytest.mark.parametrize("kind", ["pupils", "teachers", "courses", "staff", "observations"])
def test_templates_are_given_to_those_who_may_upload(named: FlaskClient, kind: str) -> None:
    log_in(named, "boris")
    assert named.get(f"/upload/template/{kind}", base_url=SITE).status_code == 404
    named.get("/logout", base_url=SITE)
    log_in(named, "anna")
    answer = named.get(f"/upload/template/{kind}", base_url=SITE)
    assert answer.status_code == 200
    assert answer.data[:2] == b"PK"
    assert "%D0%A8%D0%B0%D0%B1%D0%BB%D0%BE%D0%BD" in answer.headers["Content-Disposition"]
    assert named.get("/upload/template/other", base_url=SITE).status_code == 404
