"""Registers of the staff from the file to the snapshot: what changes, who is who, what is remembered."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from etl import uploads
from etl.pipeline import check, load
from etl.tidy import Decisions
from etl.worker import step
from warehouse.home import Home
from warehouse.snapshots import Reader
from warehouse.verify import verify

HEAD = ["№", "ФИО педагога", "Программа", "Организация", "Часов", "Сроки", "№ удостоверения"]
COURSES = [["Повышение квалификации"], HEAD,
           [1, "Белова Анна Игоревна", "Оценивание", "ИРО", "72 ч.", "10.02–28.02.2025", "17-25"],
           [2, "", "Дистант", "ИРО", 36, "март 2024", ""],
           [3, "Осокин Пётр Ильич", "Тьюторство", "ЦНППМ", 18, "2023", ""]]  # fmt: skip
LIST = [["Список педагогов"], ["ФИО", "Должность", "Категория", "Дата рождения"],
        ["Белова Анна Игоревна", "учитель", "высшая", "01.02.1980"],
        ["Осокин Пётр Ильич", "учитель", "СЗД", "03.04.1991"]]  # fmt: skip


def book(folder: Path, name: str, *sheets: list[list]) -> Path:
    file = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = file.active if number == 0 else file.create_sheet()
        for row in rows:
            sheet.append(row)
    file.save(folder / name)
    return folder / name


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


def told(home: Home, sql: str) -> list[tuple]:
    return [tuple(row) for row in Reader(home).frame(sql).itertuples(index=False)]


def test_a_register_and_the_list_of_one_workbook_are_counted_and_kept(
    home: Home, tmp_path: Path
) -> None:
    (report,) = load(home, [book(tmp_path, "педагоги.xlsx", COURSES, LIST)])
    assert (report.status, report.format, report.changes.added) == ("loaded", "staff_registers", 5)
    assert [(one["register"], one["lines"], one["teachers"]) for one in report.facts["staff"]] == [
        ("courses", 3, 2), ("staff", 2, 2)]  # fmt: skip
    assert "private_dropped" in [problem.code for problem in report.problems]
    sql = "SELECT full_name, title, hours FROM staff_entries JOIN dim_teacher USING (teacher_id) ORDER BY title"
    assert told(home, sql) == [("Белова Анна Игоревна", "Дистант", 36.0), ("Белова Анна Игоревна", "Оценивание", 72.0),
                               ("Осокин Пётр Ильич", "Тьюторство", 18.0)]  # fmt: skip
    assert told(home, "SELECT category FROM staff ORDER BY full_name") == [
        ("высшая",),
        ("соответствие",),
    ]
    assert b"01.02.1980" not in b"".join(path.read_bytes() for path in home.sources.iterdir())
    assert verify(home) == []


def test_the_check_counts_what_a_newer_register_adds_and_changes(
    home: Home, tmp_path: Path
) -> None:
    load(home, [book(tmp_path, "1.xlsx", COURSES, LIST)])
    newer = [*COURSES[:2], [1, "Белова Анна Игоревна", "Оценивание", "ИРО", 144, "10.02–28.02.2025", "17-25"],
             [2, "", "Дистант", "ИРО", 36, "март 2024", ""],
             [3, "Белова Анна Игоревна", "Новый курс", "ИРО", 8, "май 2025", ""]]  # fmt: skip
    promoted = [*LIST[:2], ["Осокин Пётр Ильич", "учитель", "первая", ""]]
    file = book(tmp_path, "2.xlsx", newer, promoted)
    (rehearsed,), (report,) = check(home, [file]), load(home, [file])
    for changes in (rehearsed.changes, report.changes):
        assert (changes.added, changes.changed, changes.removed, changes.same) == (1, 2, 0, 1)
    assert told(home, "SELECT count(*) FROM staff_entries") == [(4,)]


def test_observed_lessons_are_counted_by_their_scores(home: Home, tmp_path: Path) -> None:
    head = [
        "Учитель",
        "Дата",
        "Кто посетил",
        "Класс",
        "Предмет",
        "Цель урока понятна ученикам и проверяема",
    ]
    lesson = ["Белова Анна Игоревна", "12.02.2025", "Осокин Пётр Ильич", "7Б", "Алгебра"]
    load(home, [book(tmp_path, "1.xlsx", [["Посещения уроков"], head, [*lesson, 2]])])
    (report,) = load(home, [book(tmp_path, "2.xlsx", [["Посещения уроков"], head, [*lesson, 3]])])
    assert (report.changes.added, report.changes.changed) == (0, 1)
    assert told(home, "SELECT criterion_id, score FROM observation_scores") == [("goal", 3.0)]


def test_a_name_spelled_otherwise_is_said_with_its_cell_and_whom_it_may_mean(
    home: Home, tmp_path: Path
) -> None:
    load(home, [book(tmp_path, "1.xlsx", LIST)])
    names = ["Белова Анна Игоровна", "Белова Игоревна Анна", "Осокин П. И.", "Беловa Анна  Игоревна",
             "Кленова Ольга Ильинична", "Осокин Пётр", "Анна Игоревна Белова"]  # fmt: skip
    lines = [[n, name, f"Курс {n}", "ИРО", 8, "2024", ""] for n, name in enumerate(names, 1)]
    (report,) = check(home, [book(tmp_path, "2.xlsx", [*COURSES[:2], *lines])])
    found = {
        p.row: (p.code, p.column, p.value) for p in report.problems if p.code.startswith("teacher_")
    }
    assert {row: code.removeprefix("teacher_") for row, (code, *_) in found.items()} == {
        3: "alike", 4: "alike", 5: "initials", 7: "new", 8: "alike"}  # fmt: skip
    assert "Белова Анна Игоревна (отличается одна буква)" in found[3][2]
    assert "Белова Анна Игоревна (слова имени в другом порядке)" in found[4][2]
    assert found[5][2] == "Осокин П. И.: Осокин Пётр Ильич"
    assert "Осокин Пётр Ильич (нет отчества)" in found[8][2]


def test_which_register_it_is_is_asked_once_and_kept_for_the_next_file(
    home: Home, tmp_path: Path
) -> None:
    head = ["ФИО педагога", "Тема", "Дата"]

    def sent(name: str, day: str) -> uploads.Upload:
        path = book(tmp_path, name, [head, ["Осокин Пётр Ильич", "Дроби", day]])
        with path.open("rb") as stream:
            number = uploads.receive(home, stream, name, "anna")
        step(home)
        found = uploads.upload(home, number)
        assert found is not None
        return found

    first = sent("1.xlsx", "12.02.2025")
    assert first.state == "asks"
    uploads.decide(home, first.upload_id, Decisions(register="courses"))
    step(home)
    answered = uploads.upload(home, first.upload_id)
    assert answered is not None
    assert (answered.state, answered.report["added"]) == ("ready", 1)
    second = sent("2.xlsx", "13.02.2025")
    assert (second.state, second.report["added"]) == ("ready", 1)
    assert second.report["facts"]["staff"][0]["register"] == "courses"


def test_an_untouched_form_is_refused_with_the_reason(home: Home, tmp_path: Path) -> None:
    (report,) = check(home, [book(tmp_path, "1.xlsx", COURSES[:2])])
    assert (report.status, [p.code for p in report.problems]) == ("refused", ["nothing_filled"])
