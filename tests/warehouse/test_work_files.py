"""Files of works from their cells to the marts: descriptions, codes, class's works, lines of ФИС ОКО."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl.formats import parse, recognise
from etl.school import School
from etl.tidy import Decisions
from tests.etl.formats.grids import grid
from tests.warehouse.files_in_code import Work, accept
from warehouse import checks
from warehouse.home import Home
from warehouse.ledger import NewBatch
from warehouse.publish import publish
from warehouse.rows import arrow_tables, rows_key, write_rows
from warehouse.snapshots import Reader

SCHOOL = School.default(date(2023, 5, 20))
CODES = [["Коды участников", "", "Учебный год: 2022/2023"], ["Класс", "Код участника", "ФИО", "Предмет"],
         ["5А", 50001, "Белова Анна", ""], ["5А", 50002, "Ким Лев", "Математика"],
         ["5А", 50001, "Ким Лев", "Математика"]]  # fmt: skip
DESCRIBED = [["ВПР 2023 Математика 5 класс"], ["№ по КИМу", "Умения", "Уровень сложности", "Макс балл"],
             ["1", "Считать", "Б", 1], ["3.1", "Решать", "повышенный", 4]]  # fmt: skip
VPR = Work(
    tasks={"1": (1, ""), "3.1": (2, "")},
    results={"50001": ("5А", 4, 5, {"1": 1, "3.1": 2}), "50002": ("5А", 3, 3, {"1": 0, "3.1": 1})},
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path)


def load(home: Home, *cells: list[Any], **decided: str) -> None:
    """Accept a file of these cells as its format reads it."""
    file = grid(*cells)
    parsed = parse(file, recognise(file), Decisions(**decided), SCHOOL)
    assert not parsed.questions
    sha256 = hashlib.sha256(repr(cells).encode()).hexdigest()
    (home.sources / sha256).write_bytes(b"x")
    home.ledger.add_source(sha256, "файл.xlsx", 1, "cleaned")
    key = rows_key(sha256, {})
    write_rows(home, key, arrow_tables(parsed.tables))
    pupils = list(zip(*parsed.tables["pupils"].values(), strict=True))
    report = {"facts": {}, "problems": [problem.as_json() for problem in parsed.problems]}
    batch = NewBatch(
        sha256, "файл.xlsx", parsed.format_id, parsed.source_kind, {}, key, report, pupils
    )
    home.ledger.accept(batch, "тест")


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    publish(home)
    return [tuple(row) for row in Reader(home).frame(sql).itertuples(index=False)]


def test_a_description_gives_skills_and_levels_and_leaves_a_stated_maximum(home: Home) -> None:
    accept(home, VPR)
    load(home, *DESCRIBED)
    load(home, ["Достижение планируемых результатов"], ["ВПР 2023 Математика 5 класс"],
         ["№", "Блоки ПООП", "Макс балл", "РФ"], [1, "1. Складывать", 1, 90])  # fmt: skip
    found = rows(home, "SELECT task_code, skill, level, max_points, described_max_points"
                       " FROM assessment_tasks ORDER BY position")  # fmt: skip
    assert found == [("1", "Считать", "Б", 1, 1), ("3.1", "Решать", "П", 2, 4)]


def test_a_maximum_that_no_file_of_results_states_is_that_of_the_nearest_description(
    home: Home,
) -> None:
    title = "Контрольная работа № 1 по алгебре, 7А класс, 2022/2023"
    load(home, [title], ["ФИО", "Задание 1", "Задание 2"], ["Белова Анна", 1, 2], ["Ким Лев", 0, 1])
    head = ["Задание", "Умения", "Уровень", "Макс. балл"]
    for name, most in (("№ 1", 4), ("№ 2", 9)):
        lines = ["Вид работы: Контрольная работа", f"Название работы: {name}", "Предмет: Алгебра"]
        load(home, lines, ["Учебный год: 2022/23", "Параллель: 7"], head, ["1", "Считать", "Б", 1],
             ["2", f"Решать {name}", "П", most])  # fmt: skip
    found = rows(
        home, "SELECT task_code, skill, max_points FROM assessment_tasks ORDER BY position"
    )
    assert found == [("1", "Считать", 1), ("2", "Решать № 1", 4)]
    found = rows(home, "SELECT task_code, completion_pct, verdict FROM mart_deficit_by_class_task"
                       " ORDER BY position")  # fmt: skip
    assert found == [("1", 50, "short"), ("2", 37.5, "enough")]


def test_a_grade_is_its_classes_together_by_task_and_by_skill(home: Home) -> None:
    title, head = "ВПР 2023 Математика 5 класс", ["Задание", "Умения", "Уровень", "Макс. балл"]
    load(
        home,
        [title],
        head,
        ["1", "Считать", "Б", 1],
        ["2", "Считать", "Б", 2],
        ["3", "Решать", "П", 4],
    )
    tasks = {"1": (1, ""), "2": (2, ""), "3": (4, "")}
    accept(home, Work(tasks=tasks, results={
        "50001": ("5А", None, None, {"1": 1, "2": 2, "3": 1}),
        "50002": ("5А", None, None, {"1": 1, "2": "X", "3": "не пройд."}),
        "50003": ("5Б", None, None, {"1": 0, "2": 1, "3": 2}),
        "50004": ("", None, None, {"1": 0, "2": 0, "3": 0}),
    }))  # fmt: skip
    found = rows(home, "SELECT task_code, participants_count, not_attempted_count, not_taught_count,"
                       " full_count, zero_count, points_sum, completion_pct, verdict"
                       " FROM mart_deficit_by_grade_task ORDER BY position")  # fmt: skip
    assert found == [("1", 4, 0, 0, 2, 2, 2, 50, "short"), ("2", 4, 1, 0, 1, 1, 3, 37.5, "short"),
                     ("3", 3, 0, 1, 0, 1, 3, 25, "short")]  # fmt: skip
    skills = ("skill, tasks_count, short_tasks_count, participants_count, answers_count, points_sum,"
              " points_possible, is_system_deficit")  # fmt: skip
    found = rows(home, f"SELECT {skills} FROM mart_deficit_by_grade_skill ORDER BY position")
    assert found == [("Считать", 2, 2, 4, 8, 5, 12, 1), ("Решать", 1, 1, 3, 3, 3, 12, 1)]
    found = rows(home, f"SELECT {skills} FROM mart_deficit_by_class_skill"
                       " WHERE class_name = '5А' ORDER BY position")  # fmt: skip
    assert found == [("Считать", 2, 1, 2, 4, 4, 6, 0), ("Решать", 1, 1, 1, 1, 1, 4, 1)]


def test_a_code_of_the_subject_goes_before_one_for_every_work(home: Home) -> None:
    accept(home, VPR)
    load(home, *CODES)
    found = rows(home, "SELECT r.participant_code, d.full_name FROM assessment_results AS r"
                       " INNER JOIN dim_pupil AS d ON r.pupil_id = d.pupil_id ORDER BY 1")  # fmt: skip
    assert found == [("50001", "Ким Лев"), ("50002", "Ким Лев")]


def test_two_classes_write_one_work_and_a_newer_file_replaces_its_own_class(home: Home) -> None:
    def work(class_name: str, points: dict[str, int]) -> list[list[Any]]:
        title = f"Контрольная работа № 1 по алгебре, {class_name} класс, 2022/2023"
        return [[title], ["ФИО", "1 (1б)", "2 (2б)"], *([name, p, 2] for name, p in points.items())]

    load(home, *work("7А", {"Белова Анна": 1, "Ким Лев": 0}))
    load(home, *work("7Б", {"Дубов Олег": 1}))
    load(home, *work("7Б", {"Дубов Олег": 0}))
    found = rows(home, "SELECT assessment_id, class_name, task_code, participants_count, completion_pct"
                       " FROM mart_deficit_by_class_task ORDER BY class_name, position")  # fmt: skip
    name = "control_work 2022/23 Алгебра 7 № 1"
    assert found == [(name, "7А", "1", 2, 50), (name, "7А", "2", 2, 100), (name, "7Б", "1", 1, 0),
                     (name, "7Б", "2", 1, 100)]  # fmt: skip


def test_a_figure_of_our_school_that_our_participants_do_not_give_is_asked_about(
    home: Home,
) -> None:
    accept(home, VPR)
    above = (
        ["ВПР 2023 Математика 5 класс"],
        ["Группы участников", "Кол-во участников", "1", "3.1", 2, 3],
    )
    school, region = "МБОУ «СОШ»(edu203389)", "Регион (reg20)"
    load(
        home,
        ["Выполнение заданий"],
        *[row[:4] for row in above],
        [school, 2, 50, 80],
        [region, 9, 1, 1],
    )
    head = [*above[1][:2], 2, 3, 4, 5]
    load(
        home,
        ["Статистика по отметкам"],
        above[0],
        head,
        [school, 3, 0, 50, 50, 0],
        [region, 9, 1, 1, 1, 1],
    )
    head = [*above[1][:2], 0, 1, 2, 3]
    load(home, ["Распределение первичных баллов"], above[0], head, [school, 2, 0, 50, 10, 40])
    publish(home)
    with Reader(home).cursor() as con:
        found = checks.answer(con, check_id="work_lines")
    told = found[["metric", "item", "stated_value", "our_value"]].itertuples(index=False, name=None)
    assert list(told) == [
        ("completion_pct", "3.1", 80, 75),
        ("points_pct", "2", 10, 0),
        ("points_pct", "3", 40, 50),
    ]
