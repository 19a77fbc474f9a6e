"""Questions about the data by given and expected rows, over small schools published as real ones are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from etl.tidy import Rows
from tests.warehouse.files_in_code import Lessons, Totals, accept, lay_lessons, lay_totals
from warehouse import checks
from warehouse.home import Home
from warehouse.ledger import NewBatch
from warehouse.publish import publish
from warehouse.rows import arrow_tables, rows_key, write_rows
from warehouse.scope import EVERYTHING, Scope
from warehouse.snapshots import Reader
from warehouse.verify import verify

ANNA, LEV, VERA = "Белова Анна", "Ким Лев", "Орлова Вера"
Q4, APRIL = (date(2023, 3, 31), date(2023, 5, 26)), date(2023, 4, 3)
LIMITS = (("stated_average_points", 0.0051),)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "home")


def journal(class_name: str = "7А", subject: str = "Алгебра", **more) -> Lessons:
    """Return a journal of the fourth quarter in which Anna has one mark and Lev is absent once."""
    cells = {(ANNA, APRIL): "4", (LEV, APRIL): "Н"}
    known = {"pupils": (ANNA, LEV), "span": Q4, "cells": cells}
    return Lessons(class_name=class_name, subject=subject, **{**known, **more})


def totals(class_name: str = "7А", subject: str = "Алгебра", **more) -> Totals:
    return Totals(class_name=class_name, subject=subject, **{"marks": {ANNA: 4, LEV: 3}, **more})


def answer(home: Home, check_id: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    publish(home)
    with Reader(home).cursor() as con:
        return checks.answer(con, check_id=check_id, limits=LIMITS, scope=scope)


def said(home: Home, check_id: str, *columns: str) -> list[tuple]:
    """Return the rows of a question, these columns of each."""
    return list(answer(home, check_id)[list(columns)].itertuples(index=False, name=None))


def with_problems(home: Home, *problems: dict, rows: Rows | None = None) -> int:
    """Accept a file of these problems and rows."""
    rows = rows or Rows()
    known = {"severity": "warning", "code": "unknown_token", "what": "Непонятно", "fix": "Исправьте",
             "sheet": "Лист1", "row": 5, "column": "C", "value": "?"}  # fmt: skip
    report = {"facts": {}, "problems": [{**known, **problem} for problem in problems]}
    sha256 = f"{len(home.ledger.batches()):064d}"
    (home.sources / sha256).write_bytes(b"x")
    home.ledger.add_source(sha256, "файл.xlsx", 1, "cleaned")
    key = rows_key(sha256, {})
    write_rows(home, key, arrow_tables(rows.columns))
    pupils = list(zip(*rows.columns["pupils"].values(), strict=True))
    batch = NewBatch(sha256, "файл.xlsx", "in_code", "journal", {}, key, report, pupils)
    return home.ledger.accept(batch, "тест")


def laid(*files: Lessons | Totals) -> Rows:
    rows = Rows()
    for file in files:
        (lay_lessons if isinstance(file, Lessons) else lay_totals)(rows, file)
    return rows


def register(home: Home, class_name: str, *names: str) -> None:
    """Accept a register of a class."""
    rows = Rows()
    part = rows.part("roll", "2022/23", 7, class_name, "", "")
    for number, name in enumerate(names):
        pupil = rows.pupil("2022/23", class_name, name, name.casefold())
        rows.covers(part, pupil)
        rows.add("roll", part, pupil, None, None, "Лист1", number, 0)
    with_problems(home, rows=rows)


# The catalogue


@pytest.mark.parametrize("check", checks.checks(), ids=lambda check: check.id)
def test_a_question_says_what_why_and_how_and_runs_on_an_empty_school(
    check: checks.Check, home: Home
) -> None:
    assert check.title and check.what.endswith(".") and check.why.endswith(".")
    assert check.fix.endswith(".")
    accept(home, totals())
    publish(home)
    with Reader(home).cursor() as con:
        frame = checks.answer(con, check_id=check.id, limits=LIMITS)
    assert {"school_year", "class_name", *(key for key, *_ in check.columns)} <= set(frame.columns)


def test_the_gravest_come_first() -> None:
    ranks = [checks.SEVERITIES.index(check.severity) for check in checks.checks()]
    assert ranks == sorted(ranks)
    assert checks.check("no_such") is None


# Cells


def test_unplaced_tokens_by_file_and_value(home: Home) -> None:
    rows = laid(journal())
    places = [{"row": 9}, {"row": 5}, {"row": 6}, {"row": 7}, {"row": 8, "value": "ъ"}]
    batch = with_problems(home, *places, {"code": "zero_mark"}, rows=rows)
    columns = ("batch_id", "class_name", "value", "cells_count", "places")
    assert said(home, "unknown_tokens", *columns) == [
        (batch, "7А", "?", 4, "Лист1!C5, Лист1!C6, Лист1!C7"),
        (batch, "7А", "ъ", 1, "Лист1!C8"),
    ]
    assert said(home, "cell_problems", "what", "cells_count") == [("Непонятно", 1)]
    assert verify(home) == []


def test_a_replaced_file_asks_for_nothing_any_more(home: Home) -> None:
    with_problems(home, {"row": 9}, rows=laid(journal()))
    with_problems(home, rows=laid(journal(cells={(ANNA, APRIL): "5"})))
    assert said(home, "unknown_tokens", "value") == []


def test_a_file_taken_back_asks_for_nothing_either(home: Home) -> None:
    batch = with_problems(home, {"row": 9}, rows=laid(journal()))
    assert said(home, "unknown_tokens", "value") == [("?",)]
    home.ledger.revoke(batch, "тест")
    assert said(home, "unknown_tokens", "value") == []


# Classes, subjects, pupils


def test_a_class_without_data_for_a_period_that_others_have(home: Home) -> None:
    accept(home, totals("7А"), totals("7А", period="q3"), totals("7Б"), totals("1А"))
    accept(home, totals("5В", school_year="2021/22"), totals("9В", school_year="2021/22"))
    columns = ("school_year", "class_name", "periods", "known")
    assert said(home, "classes_without_data", *columns) == [
        ("2022/23", "6В", "q3,q4", "в прошлом году был 5В"),
        ("2022/23", "7Б", "q3", "есть в других файлах этого года"),
    ]


def test_a_subject_without_marks_that_the_parallel_has(home: Home) -> None:
    accept(
        home,
        journal("7А"),
        journal("7А", "Физика", cells={}),
        journal("7Б"),
        journal("7Б", "Физика"),
    )
    columns = ("class_name", "subject", "period", "others_count")
    assert said(home, "subjects_without_marks", *columns) == [("7А", "Физика", "q4", 1)]


def test_a_subject_that_nobody_marks_is_no_question(home: Home) -> None:
    accept(home, journal("7А"), journal("7А", "Разговоры о важном", cells={}), journal("7Б"))
    assert said(home, "subjects_without_marks", "subject") == []


def test_pupils_without_a_mark_unless_they_left(home: Home) -> None:
    accept(home, journal(pupils=(ANNA, LEV, VERA)))
    columns = ("class_name", "full_name", "pupil_id")
    found = said(home, "pupils_without_marks", *columns)
    assert [row[:2] for row in found] == [("7А", LEV), ("7А", VERA)]
    left = {"school_year": "2022/23", "class_name": "7А", "pupil_id": int(found[0][2])}
    home.ledger.add_record("pupil_left", "ключ", left, "тест")
    assert [row[1] for row in said(home, "pupils_without_marks", *columns)] == [VERA]


def test_register_and_journal_differ_only_where_a_register_is_loaded(home: Home) -> None:
    accept(home, journal("7А"), journal("7Б"))
    register(home, "7А", ANNA, VERA)
    assert said(home, "pupils_not_listed", "class_name", "full_name") == [("7А", LEV)]
    assert said(home, "listed_without_journal", "class_name", "full_name") == [("7А", VERA)]


def test_a_class_written_in_two_ways(home: Home) -> None:
    accept(
        home, totals("10А", period="h2"), totals("10А соц", period="h2"), totals("10Б", period="h2")
    )
    columns = ("class_name", "other_name", "common_count")
    assert said(home, "class_spellings", *columns) == [("10А", "10А соц", 2)]


# Marks


def test_marks_on_a_sunday_and_in_a_break(home: Home) -> None:
    sunday, holiday = date(2023, 4, 2), date(2023, 3, 27)
    cells = {(ANNA, APRIL): "4", (ANNA, sunday): "5", (LEV, sunday): "Н", (ANNA, holiday): "3"}
    accept(home, journal(cells=cells, span=(date(2023, 3, 1), date(2023, 5, 26))))
    columns = ("reason", "cells_count", "subjects")
    assert said(home, "marks_on_days_off", *columns) == [
        ("воскресенье", 2, "Алгебра"),
        ("каникулы", 1, "Алгебра"),
    ]


def test_period_marks_without_current_ones_and_the_other_way_round(home: Home) -> None:
    accept(home, journal("7А"), journal("7А", "Физика"), totals("7А"), totals("7А", "Химия"))
    columns = ("class_name", "subject", "period")
    assert said(home, "period_without_current", *columns, "pupils_count") == [
        ("7А", "Химия", "q4", 2)
    ]
    assert said(home, "current_without_period", *columns, "marks_count") == [
        ("7А", "Физика", "q4", 1)
    ]


def test_a_class_of_which_only_totals_are_loaded_is_not_asked_for_its_journal(home: Home) -> None:
    accept(home, totals("7А"), journal("7Б"))
    assert said(home, "period_without_current", "subject") == []
    assert said(home, "current_without_period", "subject") == []


def test_period_marks_missing_of_some(home: Home) -> None:
    accept(
        home, totals(marks={ANNA: 4, LEV: ""}), totals(subject="Физика", marks={ANNA: 5, LEV: 4})
    )
    columns = ("subject", "missing_count", "pupils_count", "names")
    assert said(home, "period_marks_missing", *columns) == [("Алгебра", 1, 2, LEV)]


def test_neither_another_subgroup_nor_a_newcomer_misses_a_mark(home: Home) -> None:
    accept(
        home,
        journal(subject="Труд", cells={(ANNA, APRIL): "5"}),
        totals(subject="Труд", marks={ANNA: 5, LEV: ""}),
    )
    accept(home, totals(marks={ANNA: 4, LEV: 4, VERA: ""}))
    assert said(home, "period_marks_missing", "subject") == []


def test_an_average_that_the_marks_do_not_give(home: Home) -> None:
    file = journal(cells={(ANNA, APRIL): "4", (ANNA, date(2023, 4, 4)): "5", (LEV, APRIL): "3"})
    rows = laid(file)
    for pupil, value, row in ((1, 4.2, 9), (2, 3.0, 10)):
        rows.add("control_totals", 1, pupil, "average_points", "q4", value, "Лист1", row, 7)
    with_problems(home, rows=rows)
    columns = ("full_name", "subject", "stated_value", "our_value", "place")
    assert said(home, "stated_averages", *columns) == [
        (ANNA, "Алгебра", 4.2, 4.5, "Лист1, строка 10")
    ]


def test_an_average_of_a_file_whose_cells_are_replaced_is_not_compared(home: Home) -> None:
    rows = laid(journal())
    rows.add("control_totals", 1, 1, "average_points", "q4", 4.0, "Лист1", 9, 7)
    with_problems(home, rows=rows)
    accept(home, journal(cells={(ANNA, APRIL): "5"}))
    assert said(home, "stated_averages", "full_name") == []


# Names


def test_a_subject_name_that_one_class_has(home: Home) -> None:
    accept(
        home,
        totals(subject="Матиматика"),
        totals("7А", "Робототехника"),
        totals("7Б", "Робототехника"),
    )
    assert said(home, "unknown_subjects", "subject", "class_name") == [("Матиматика", "7А")]
    payload = {"alias": "Матиматика", "subject": "Математика"}
    home.ledger.add_record("subject_alias", "матиматика", payload, "тест")
    assert said(home, "unknown_subjects", "subject") == []


def test_what_no_relation_answers_is_not_asked(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    accept(home, journal())
    asked = tuple(replace(one, needs=("no_such_relation",)) for one in checks.checks())
    monkeypatch.setattr(checks, "checks", lambda: asked)
    assert answer(home, "pupils_without_marks").empty


def test_a_question_shows_only_the_classes_that_may_be_seen(home: Home) -> None:
    accept(home, journal("7А"), journal("7Б"))
    found = answer(home, "pupils_without_marks", Scope.of([("2022/23", "7Б")]))
    assert set(found["class_name"]) == {"7Б"}
