"""What is given out of communities and lessons and comes back as it went: nothing changes, typed or from files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dashboard import given_out, session
from dashboard.app import create_app
from dashboard.session import User
from etl.pipeline import check, load
from tests.dashboard.conftest import SITE, log_in
from tests.dashboard.lessons_home import EXAMPLE, lessons_school
from warehouse.home import Home
from warehouse.snapshots import Reader

KINDS = ("communities", "lessons")
TABLES = {
    "community_lines": "line_key, register, community_id, teacher_id, partner_id, title, kind, result, note,"
                       " class_name, school_year, date_from, date_to, is_typed",
    "community_people": "line_key, teacher_id",
    "lesson_cards": "lesson_id, teacher_id, community_id, held_on, subject, topic, aim, target1, target5, is_typed",
    "lesson_tasks": "lesson_id, task_no, task_text",
    "lesson_codes": "lesson_id, coder_id, role, task_no, task_type, category",
}  # fmt: skip
BOOK = {
    "Сообщества": [["Название", "Тьютор", "Создано", "Правила согласия"],
                   ["Решаем вместе", "Чужова Ольга Ильинична", "01.09.2026", "Говорим по очереди\nОбсуждаем урок"]],
    "Классы": [["Сообщество", "Учебный год", "Класс", "Дефицит учеников"],
               ["Решаем вместе", "2026/27", "7А, 7Б", "Дроби"]],
    "Встречи": [["Сообщество", "Тема", "Намечена на", "Прошла", "Кто был", "Решения"],
                ["Решаем вместе", "Старт", "05.09.2026", "06.09.2026", "Чужова О. И., Осокин Пётр Ильич", "Раз\nДва"],
                ["Которого ещё нет", "Тихая", "07.09.2026", "", "", ""]],
}  # fmt: skip
LESSON = [["ФИО учителя:", "Осокин Пётр Ильич"], ["Дата:", "15.10.2026"], ["Класс:", "7Б"], ["ПОС:", "Решаем вместе"],
          ["№", "Задача", "Код учителя", "Код наблюдателя"], [1, "Сравните", 2.5, "2"],
          [2, "Опишите", "", "2.2"]]  # fmt: skip


def book(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    file = openpyxl.Workbook()
    file.remove(file.active)
    for name, rows in sheets.items():
        sheet = file.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file.save(path)
    return path


def said(home: Home) -> dict[str, list[tuple[Any, ...]]]:
    """Return what the snapshot says, without which file says it."""
    frames = {
        name: Reader(home).frame(f"SELECT {columns} FROM {name} ORDER BY ALL")
        for name, columns in TABLES.items()
    }
    return {
        name: list(map(str, frame.itertuples(index=False, name=None)))
        for name, frame in frames.items()
    }


@pytest.fixture(scope="module")
def filled(tmp_path_factory: Any) -> Home:
    """A school with a typed community and lesson, and with others from files."""
    folder = tmp_path_factory.mktemp("given")
    home = Home.at(folder / "home")
    lessons_school(home).lesson("a" * 32, {0: EXAMPLE, 1: EXAMPLE[::-1]})
    load(home, [book(folder / "пос.xlsx", BOOK), book(folder / "урок.xlsx", {"Урок": LESSON})])
    return home


def given(home: Home, kind: str, path: Path) -> Path:
    """Write what the methodist is given of a kind."""
    create_app(home)
    with session.acting_as(User("vera", "Вера Третья", "deputy")):
        content, _ = given_out.workbook(kind, "2026/27", {}, is_filled=True)
    path.write_bytes(content)
    return path


def test_what_is_given_out_as_it_is_changes_nothing_when_it_comes_back(
    filled: Home, tmp_path: Path
) -> None:
    before = said(filled)
    paths = [given(filled, kind, tmp_path / f"{kind} обратно.xlsx") for kind in KINDS]
    reports = load(filled, paths)
    for report in reports:
        changes = report.changes
        assert report.status == "loaded", report.problems
        assert (changes.added, changes.changed, changes.removed) == (0, 0, 0)
        assert {p.code for p in report.problems if p.severity != "info"} <= {
            "community_unknown", "task_uncoded", "group_too_small", "observer_unnamed"}  # fmt: skip
    assert [report.changes.same for report in reports] == [5, 1]
    assert said(filled) == before


def test_a_line_that_is_mended_in_what_was_given_out_is_changed_not_added(
    filled: Home, tmp_path: Path
) -> None:
    path = given(filled, "communities", tmp_path / "обратно.xlsx")
    file = openpyxl.load_workbook(path)
    (row,) = [row for row in file["Встречи"].iter_rows() if row[2].value == "Старт"]
    row[2].value, row[4].value = "Начинаем вместе", "08.09.2026"
    file.save(path)
    (report,) = check(filled, [path])
    assert (report.changes.added, report.changes.changed, report.changes.removed) == (0, 1, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_workbooks_are_given_to_those_who_may_upload(named: Any, kind: str) -> None:
    log_in(named, "boris")
    assert named.get(f"/upload/template/{kind}?filled=1", base_url=SITE).status_code == 404
    named.get("/logout", base_url=SITE)
    log_in(named, "anna")
    answer = named.get(f"/upload/template/{kind}", base_url=SITE)
    assert (answer.status_code, answer.data[:2]) == (200, b"PK")
