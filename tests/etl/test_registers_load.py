"""Registers and reports of totals from the file to the snapshot, and back by an undo."""

from __future__ import annotations

from pathlib import Path

import duckdb
import openpyxl
import pytest

from etl.pipeline import check, load, undo
from etl.tidy import Decisions
from warehouse.home import Home
from warehouse.verify import verify

PUPILS = [["Список учащихся на 2023/2024 учебный год"], [],
          ["Класс", "ФИО", "Дата прибытия", "Дата выбытия", "СНИЛС"],
          ["7А", "Берёзов Пётр Ильич", "", "", "112-233-445 95"],
          ["7А", "Дубов Лев Маркович", "", "10.11.2023", ""],
          ["7Б", "Дубов Лев Маркович", "11.11.2023", "", ""]]  # fmt: skip
LOAD = [["Нагрузка учителей 2023/2024"], ["ФИО учителя", "Предмет", "Класс", "Часы"],
        ["Лучинина Ольга Павловна", "Алгебра", "7А", 4], ["Осокин П. Р.", "Физика", "7А", 2]]  # fmt: skip
MARKS = [["Итоги 7А за 1 четверть 2023/2024 учебного года"],
         ["№", "ФИО", "Алгебра", "Физика", "История"],
         [1, "Берёзов Пётр Ильич", 5, 4, 5], [2, "Дубов Лев Маркович", 3, 2, 4],
         [3, "Ёлкина Анна Игоревна", 4, 4, 4]]  # fmt: skip
TOTALS = [["Отчёт об успеваемости и качестве за 1 четверть 2023/2024 учебного года"],
          ["Класс", "Предмет", "Учеников", "«5»", "Успеваемость, %", "Качество, %", "Ср. балл"],
          ["7А", "Алгебра", 3, 1, "100", "66,7 %", "4,00"],
          ["7А", "Физика", 3, 0, 67, "66,6", "3,33"],
          ["7А", "Химия", 3, 0, 67, 67, 4], ["Итого", "", 9, 1, 78, 67, 4]]  # fmt: skip


def book(folder: Path, name: str, rows: list[list]) -> Path:
    file = openpyxl.Workbook()
    for row in rows:
        file.active.append(row)
    file.save(folder / name)
    return folder / name


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


def ask(home: Home, sql: str) -> list[tuple]:
    number = home.ledger.current_snapshot()["number"]
    with duckdb.connect(str(home.snapshot_path(number)), read_only=True) as con:
        return con.execute(sql).fetchall()


ROLL = "SELECT class_name, full_name, is_listed, arrived_on::VARCHAR, left_on::VARCHAR, has_left FROM roll ORDER BY ALL"


def test_a_register_of_pupils_fills_the_roll_and_keeps_no_private_number(home, tmp_path):
    (report,) = load(home, [book(tmp_path, "список.xlsx", PUPILS)])
    assert (report.status, report.format, report.changes.added) == ("loaded", "pupil_register", 3)
    assert "private_dropped" in [problem.code for problem in report.problems]
    assert ask(home, ROLL) == [
        ("7А", "Берёзов Пётр Ильич", 1, None, None, 0),
        ("7А", "Дубов Лев Маркович", 1, None, "2023-11-10", 1),
        ("7Б", "Дубов Лев Маркович", 1, "2023-11-11", None, 0),
    ]
    kept = b"".join(path.read_bytes() for path in home.sources.iterdir())
    assert b"112-233-445" not in kept
    assert verify(home) == []


def test_the_newest_register_holds_and_an_undo_brings_the_older_one_back(home, tmp_path):
    load(home, [book(tmp_path, "1.xlsx", PUPILS)])
    newer = [*PUPILS[:3], ["7А", "Берёзов Пётр Ильич", "", "20.12.2023", ""]]
    (report,) = load(home, [book(tmp_path, "2.xlsx", newer)])
    changes = report.changes
    assert (changes.added, changes.changed, changes.removed) == (0, 1, 0)
    left = "SELECT left_on::VARCHAR FROM roll WHERE full_name LIKE 'Бер%'"
    assert ask(home, left) == [("2023-12-20",)]
    assert ask(home, "SELECT count(*) FROM roll WHERE is_listed = 1") == [(3,)]
    assert undo(home, report.batch)
    assert ask(home, left) == [(None,)]
    assert verify(home) == []


def test_teachers_load_is_loaded_replaced_and_undone(home, tmp_path):
    (first,) = load(home, [book(tmp_path, "1.xlsx", LOAD)])
    assert (first.status, first.changes.added, first.facts["teachers"]) == ("loaded", 2, 2)
    newer = [*LOAD[:2], ["Осокин Пётр Романович", "Физика", "7А", 3],
             ["Лучинина О. П.", "Геометрия", "7А", 2]]  # fmt: skip
    (checked,) = check(home, [book(tmp_path, "2.xlsx", newer)])
    (second,) = load(home, [tmp_path / "2.xlsx"])
    assert checked.changes.as_json() == second.changes.as_json()
    assert (second.changes.added, second.changes.changed) == (1, 1)
    doubts = [p.value for p in second.problems if p.code == "teacher_initials"]
    assert doubts == ["Лучинина О. П.: Лучинина Ольга Павловна"]
    taught = ("SELECT d.full_name, t.subject, t.hours_per_week FROM teaching AS t"
              " JOIN dim_teacher AS d ON t.teacher_id = d.teacher_id ORDER BY ALL")  # fmt: skip
    assert ask(home, taught) == [
        ("Лучинина Ольга Павловна", "Алгебра", 4.0),
        ("Лучинина Ольга Павловна", "Геометрия", 2.0),
        ("Осокин Пётр Романович", "Физика", 3.0),
    ]
    undo(home, second.batch)
    assert ask(home, taught) == [
        ("Лучинина Ольга Павловна", "Алгебра", 4.0),
        ("Осокин П. Р.", "Физика", 2.0),
    ]
    assert verify(home) == []


def test_totals_are_compared_and_never_become_marks(home, tmp_path):
    load(home, [book(tmp_path, "ведомость.xlsx", MARKS)])
    before = ask(home, "SELECT count(*) FROM period_marks")
    (report,) = load(home, [book(tmp_path, "отчёт.xlsx", TOTALS)])
    changes = report.changes
    assert (report.status, changes.control, changes.control_differences) == ("loaded", 10, 1)
    assert [(d["subject"], d["metric"], d["stated_value"], round(d["our_value"], 2))
            for d in changes.differences] == [("Физика", "quality_pct", 66.6, 66.67)]  # fmt: skip
    assert ask(home, "SELECT count(*) FROM period_marks") == before
    assert ask(home, "SELECT verdict, count(*) FROM mart_control_by_class_total GROUP BY 1 ORDER BY 1") == [
        ("differs", 1), ("equal", 9), ("nothing", 5)]  # fmt: skip
    assert verify(home) == []


def test_totals_without_a_period_ask_for_it(home, tmp_path):
    path = book(tmp_path, "отчёт.xlsx", [["Отчёт об успеваемости 2023/2024"], *TOTALS[1:]])
    (report,) = load(home, [path])
    assert (report.status, [q["field"] for q in report.questions]) == ("asks", ["period"])
    (report,) = load(home, [path], Decisions(period="q1"))
    assert report.status == "loaded"
