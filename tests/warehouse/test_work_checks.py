"""Questions about the results of works by given and expected rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from etl.names import subject_key
from etl.tidy import Rows
from tests.warehouse.files_in_code import Work, accept
from tests.warehouse.test_checks import said, with_problems
from warehouse.home import Home

TASKS = {"1": (1, "Б"), "2": (2, "П")}
FULL = {"1": 1, "2": 2}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


def work(*classes: str | int, **more: Any) -> Work:
    """Return a work with one participant of each class."""
    results = {f"5000{n}": (name, 4, 4, FULL) for n, name in enumerate(classes, 1)}
    return Work(**{"tasks": TASKS, "results": results, **more})


def test_who_is_of_no_class_is_asked_for(home: Home) -> None:
    accept(home, work("5А", "", ""))
    accept(home, work("5А", subject="Физика"))
    columns = ("school_year", "kind", "subject", "participants_count", "listed_count")
    assert said(home, "works_class_unsaid", *columns) == [("2022/23", "vpr", "Математика", 2, 3)]


def test_a_class_known_by_its_number_is_asked_for_until_it_is_named(home: Home) -> None:
    accept(home, work(1, 2, 2))
    accept(home, work(2, "5А", subject="Физика"))
    columns = ("named", "works_count", "participants_count")
    assert said(home, "works_class_by_number", *columns) == [("5 №1", 1, 1), ("5 №2", 2, 3)]
    named = {"school_year": "2022/23", "grade": 5, "class_ordinal": 2, "class_name": "5Б"}
    home.ledger.add_record("class_ordinal", "2022/23 5 2", named, "тест")
    assert said(home, "works_class_by_number", "named") == [("5 №1",)]


def test_a_work_without_levels_cannot_be_judged(home: Home) -> None:
    accept(home, work("5А"))
    accept(home, work("5А", tasks={"1": (1, "Б"), "2": (2, "")}, subject="Физика"))
    columns = ("subject", "unknown_count", "tasks_count")
    assert said(home, "works_without_levels", *columns) == [("Физика", 1, 2)]


def test_points_that_do_not_add_up_to_the_total(home: Home) -> None:
    batch = accept(home, work("5А", "5А", totals={"50001": 3, "50002": 2}))
    columns = ("batch_id", "class_name", "participant_code", "stated_points", "summed_points")
    assert said(home, "works_totals_differ", *columns) == [(batch, "5А", "50002", 2, 3)]


def test_a_description_with_another_maximum(home: Home) -> None:
    accept(home, work("5А"))
    rows = Rows()
    subject = ("Математика", subject_key("Математика"))
    number = rows.work("description", "vpr", "2022/23", subject, (5, 5))
    for place, (code, maximum) in enumerate([("1", 1.0), ("2", 3.0)], 1):
        rows.add("task_descriptions", number, code, 1, place, "Считает", "Числа", "Б", maximum,
                 "", "", None, "Лист1", place, 0)  # fmt: skip
    with_problems(home, rows=rows)
    columns = ("task_code", "max_points", "described_max_points")
    assert said(home, "works_maxima_differ", *columns) == [("2", 2, 3)]


def test_who_is_known_by_code_alone_is_only_told(home: Home) -> None:
    accept(home, work("5А", "5А", "5Б"))
    columns = ("class_name", "participants_count", "listed_count")
    assert said(home, "works_without_pupils", *columns) == [("5А", 2, 2), ("5Б", 1, 1)]
    rows = Rows()
    codes = rows.work("codes", "", "2022/23", ("", ""), (0, 0))
    pupil = rows.pupil("2022/23", "5А", "Белова Анна", "белова анна")
    rows.add("participants", codes, "50001", pupil, "5А", "Лист1", 1, 0)
    with_problems(home, rows=rows)
    assert said(home, "works_without_pupils", *columns) == [("5А", 1, 2), ("5Б", 1, 1)]


def test_a_file_of_several_schools_asks_which_is_ours(home: Home) -> None:
    accept(home, work("5А", "5А", schools={"50001": "edu1", "50002": "edu2"}))
    accept(home, work("5А", subject="Физика", schools={"50001": "edu1"}))
    assert said(home, "works_own_school_unknown", "schools_count", "schools") == [
        (2, "Школа edu1, Школа edu2")]  # fmt: skip
    home.ledger.add_record("own_school_code", "edu2", {"school_code": "edu2"}, "тест")
    assert said(home, "works_own_school_unknown", "schools") == []
