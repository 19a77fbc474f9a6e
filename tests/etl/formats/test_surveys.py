"""Answers to surveys: each service's export, columns by words and shape, everything doubtful said at its place."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.formats import Unrecognised, parse, recognise, shipped
from etl.formats.surveys.moments import moments
from etl.grid import Grid
from etl.readers import read
from etl.school import School, Surveys
from etl.tidy import Decisions, Parsed
from tests.etl.formats.forms import ANNA, GOOGLE, ITEMS
from tests.etl.formats.grids import SAMPLES, codes, grid, rows
from warehouse.home import Home
from warehouse.laying import load_rows, pupil_table, teacher_table
from warehouse.ledger import Ledger
from warehouse.rows import arrow_tables
from warehouse.surveys.scoring import survey_tables
from warehouse.tables import ddl

SCHOOL = School.default(date(2026, 5, 1))
GOLDEN = ("google_form", "yandex_form", "survey_table")


def told(file: Grid, survey: str = "", school: School = SCHOOL) -> Parsed:
    return parse(file, recognise(file, shipped()), Decisions(survey=survey), school)


def said(parsed: Parsed) -> dict[str, Any]:
    """Return what golden files hold: the form, its columns, who answered what."""
    tables = parsed.tables
    teachers = dict(
        zip(tables["teachers"]["teacher_no"], tables["teachers"]["name_raw"], strict=True)
    )
    rows = {name: [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]
            for name, table in tables.items()}  # fmt: skip
    answers: dict[int, dict[int, str]] = {}
    for one in rows["survey_answers"]:
        answers.setdefault(one["respondent_no"], {})[one["question_no"]] = one["value_raw"]
    return {
        "questions": [q.field for q in parsed.questions],
        "problems": [[p.severity, p.code, p.row, p.column, p.value] for p in parsed.problems],
        "surveys": [[s["survey_id"], s["title"], s["service"]] for s in rows["surveys"]],
        "columns": [[q["role"], q["question_key"], q["grid_row"]] for q in rows["survey_questions"]],
        "respondents": [
            [str(r["answered_at"]), teachers.get(r["teacher_no"], ""), r["person_key"], r["class_name"],
             r["row_no"], answers[r["respondent_no"]]]
            for r in rows["survey_respondents"]
        ],
    }  # fmt: skip


@pytest.mark.parametrize("name", [f"{name}{twin}" for name in GOLDEN for twin in ("", "_invalid")])
def test_a_form_is_read_as_its_golden_file_says(name: str) -> None:
    found = said(told(read(SAMPLES / f"{name}.csv", f"{name}.csv")))
    golden = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(found)) == golden


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return Home.at(tmp_path_factory.mktemp("home")).ledger


def scores(parsed: Parsed, ledger: Ledger) -> list[tuple[Any, ...]]:
    """Return the scores that publishing would make of a file."""
    with duckdb.connect() as con:
        con.execute(
            "; ".join(text for text in ddl() if "loaded_survey" in text or "loaded_teach" in text)
        )
        rows = [(1, arrow_tables(parsed.tables))]
        load_rows(con, rows, pupil_table([]), teacher_table([(1, 1, 1)]))
        table = survey_tables(con, ledger)["survey_scores"]
    return [
        (r["scale_id"], r["teacher_id"], r["score"], r["answered_count"]) for r in table.to_pylist()
    ]


COLUMNS = [GOOGLE, "Ваши ФИО", "Почта", *ITEMS["zamfir"]]
CELLS = ["09.03.2026 20:16:26", ANNA, "a@example.ru", *"4321525"]


@given(order=st.permutations(range(len(COLUMNS))))
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_columns_in_any_order_give_the_same_scores_of_the_same_form(
    ledger: Ledger, order: list[int]
) -> None:
    straight = told(grid(COLUMNS, CELLS))
    shuffled = told(grid([COLUMNS[at] for at in order], [CELLS[at] for at in order]))
    assert scores(shuffled, ledger) == [("vm", 1, 3.5, 2), ("vpm", 1, 4.0, 3), ("vom", 1, 1.5, 2)]
    for name in ("signature", "survey_id"):
        assert shuffled.tables["surveys"][name] == straight.tables["surveys"][name]
    keys = [parsed.tables["survey_respondents"]["response_key"] for parsed in (straight, shuffled)]
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    "cell",
    ["09.03.2026 20:16:26", "2026-03-09 20:16:26", "2026/03/09 8:16:26 PM GMT+3", "09.03.2026 в 20:16:26",
     "2026-03-09T20:16:26Z", "09/03/2026 20:16:26", 46090.844745370, datetime(2026, 3, 9, 20, 16, 26)],
)  # fmt: skip
def test_a_moment_is_read_as_any_service_writes_it(cell: Any) -> None:
    assert moments([cell]) == [datetime(2026, 3, 9, 20, 16, 26)]


def test_a_moment_of_an_english_form_has_its_month_first() -> None:
    assert moments(["3/9/2026 9:05:00"], is_english=True) == [datetime(2026, 3, 9, 9, 5)]
    assert moments(["3/9/2026 9:05:00", "3/25/2026 9:05:00"])[0] == datetime(2026, 3, 9, 9, 5)
    assert moments(["31.02.2026 9:05", "сегодня", 12, ""]) == [None] * 4


@pytest.mark.parametrize(
    "rows",
    [
        [["ФИО", "Тема", "Дата выдачи"], [ANNA, "Оценивание", "10.02.2025"]],
        [["№", "Мероприятие", "Кто проводит мероприятие"], ["1", "Семинар", ANNA]],
        [
            ["Дата", "Содержание проведённой работы"],
            ["10.02.2025", "Семинар"],
            ["11.02.2025", "Урок"],
        ],
        [["Отметка времени", "Что это?"], ["когда-то", "да"], ["давно", "нет"]],
        [
            ["Дата", "Количество участников семинара", "Число выступивших педагогов"],
            ["10.02.2025", 9, 3],
        ],
        [
            [
                "Ученик по списку класса",
                "Понимание прочитанного",
                "Грамотность изложения",
                "Полнота ответа ученика",
            ],
            ["Дубов Лев Маркович", 1, 2, 3],
        ],
    ],
)
def test_a_table_that_nobody_answered_is_no_survey(rows: list[list[Any]]) -> None:
    with pytest.raises(Unrecognised):
        recognise(grid(*rows), shipped())


def test_two_new_forms_of_a_workbook_are_asked_about_one_after_the_other() -> None:
    file = grid([GOOGLE, "Как дела?"], ["09.03.2026 20:16:26", "да"])
    file.sheets += grid([GOOGLE, "Что мешает работать?"], ["09.03.2026 20:17:26", "нет"]).sheets
    first = told(file).questions[0]
    second = told(file, first.proposals[-1][0]).questions[0]
    assert second.proposals != first.proposals
    parsed = told(file, second.proposals[-1][0])
    assert (parsed.questions, len(parsed.facts["survey_forms"])) == ([], 2)


def test_one_question_of_two_branches_is_one_and_twins_both_answered_are_two() -> None:
    head = [GOOGLE, "Почему вы так думаете?", "Почему вы так думаете?"]
    branches = grid(head, ["09.03.2026 20:16:26", "а", ""], ["09.03.2026 20:17:26", "", "б"])
    assert (
        told(branches).tables["survey_questions"]["question_key"][1:]
        == ["почему вы так думаете"] * 2
    )
    both = grid(head, ["09.03.2026 20:16:26", "а", "б"])
    assert told(both).tables["survey_questions"]["question_key"][2] == "почему вы так думаете 2"


def test_a_form_of_other_words_is_taken_by_the_numbers_of_its_questions_when_told() -> None:
    asked = [f"{n}. Утверждение о работе под таким номером" for n in (3, 1, 2, *range(4, 13))]
    file = grid([GOOGLE, *asked], ["09.03.2026 20:16:26", *map(str, range(1, 10)), "9", "9", "9"])
    (form,) = told(file, "tses12").facts["survey_forms"].values()
    assert [form["matches"][f"{n} утверждение о работе под таким номером"] for n in (1, 2, 3, 12)] == [
        "1", "2", "3", "12",
    ]  # fmt: skip


def test_a_remembered_form_needs_no_question_and_a_key_no_more_than_nine_questions_in_ten() -> None:
    lacking = grid([GOOGLE, *ITEMS["parents"][:-1]], ["09.03.2026 20:16:26", *"4" * 14])
    assert told(lacking).tables["surveys"]["survey_id"] == ["parents"]
    half = grid([GOOGLE, *ITEMS["parents"][:7]], ["09.03.2026 20:16:26", *"4" * 7])
    assert [q.field for q in told(half).questions] == ["survey"]
    signature = told(half).tables["surveys"]["signature"][0]
    forms = {signature: {"survey_id": "parents", "matches": {}}}
    known = School.default(date(2026, 5, 1))
    known.surveys = Surveys(forms=forms)
    parsed = told(half, school=known)
    assert (codes(parsed), parsed.tables["surveys"]["survey_id"]) == ([], ["parents"])


def test_a_name_is_no_question_even_where_a_person_says_which_survey_it_is() -> None:
    asked = [
        f"Мотив {word}"
        for word in ("первый", "второй", "третий", "иной", "пятый", "шестой", "седьмой")
    ]
    file = grid([GOOGLE, "Ваши ФИО", *asked], ["09.03.2026 20:16:26", ANNA, *"4321525"])
    parsed = told(file, "zamfir")
    (form,) = parsed.facts["survey_forms"].values()
    assert [form["matches"][text.casefold()] for text in asked] == [*"1234567"]
    assert ANNA not in parsed.tables["survey_answers"]["value_raw"]
    assert parsed.tables["teachers"]["name_raw"] == [ANNA]


@pytest.mark.parametrize(
    "printed",
    ["Вера Львовна Елкина-Дубова", "Ёлкина - Дубова вера Львовна", "ЁЛКИНА-ДУБОВА ВЕРА ЛЬВОВНА"],
)
def test_a_teacher_signs_in_any_order_and_with_any_letters(printed: str) -> None:
    known = School.default(date(2026, 5, 1))
    known.teachers = {"елкина-дубова вера львовна": "Ёлкина-Дубова Вера Львовна"}
    rows = [["09.03.2026 20:16:26", printed, *"3" * 12]]
    parsed = told(grid([GOOGLE, "Ваше ФИО", *ITEMS["tses12"]], *rows), school=known)
    assert parsed.tables["teachers"]["name_raw"] == ["Ёлкина-Дубова Вера Львовна"]


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("Фамилия ребёнка", ["Ёлкин", "Белов"]),
        ("Как зовут вашего ребёнка?", ["Вера", "Лев"]),
        ("Ученик", ["Ёлкина Вера", "Белов Л."]),
        ("Кто заполняет", ["Ёлкина Вера", "Белов Лев"]),
        ("Ваш e-mail", ["нет", "vera"]),
    ],
)
def test_who_a_family_is_stays_nowhere_however_it_is_asked(label: str, cells: list[str]) -> None:
    file = grid([GOOGLE, label, *ITEMS["parents"]],
                *(["09.03.2026 20:16:26", cell, *"4" * 15] for cell in cells))  # fmt: skip
    parsed = told(file)
    kept = {*parsed.tables["survey_answers"]["value_raw"], *file.sheets[0].rows[1]}
    assert not kept & set(cells)
    assert codes(parsed)[-1] in ("names_dropped", "private_dropped")


def test_a_register_beside_answers_is_not_passed_over_in_silence() -> None:
    file = grid([GOOGLE, *ITEMS["parents"]], ["09.03.2026 20:16:26", *"4" * 15])
    file.sheets += grid(
        ["Педагог", "Программа", "Часов"], ["Ёлкина В. Л.", "Дроби", 16], sheet="КПК"
    ).sheets
    assert [(p.code, p.sheet) for p in told(file).problems] == [
        ("sheet_unread", "КПК"), ("private_dropped", "КПК")]  # fmt: skip
    assert file.sheets[1].rows[1] == ["", "Дроби", 16]


def test_a_form_by_which_a_register_of_teachers_is_kept_is_that_register() -> None:
    head = [
        GOOGLE,
        "Ваше ФИО",
        "Название программы",
        "Где проходили курсы?",
        "Сколько часов?",
        "Сроки",
    ]
    line = ["09.03.2026 20:16:26", "Ёлкина В. Л.", "Дроби", "ИРО", "16 ч.", "10.02–28.02.2025"]
    own = grid(head, line, name="Курсы педагогов (Ответы).xlsx")
    parsed = told(own)
    assert rows(parsed, "staff_entries", "title", "hours", "date_from") == [
        ("Дроби", 16.0, date(2025, 2, 10))
    ]
    of_pupils = grid(head, line, name="Кружки (Ответы).xlsx")
    assert recognise(of_pupils, shipped()).shape == "survey"
    with_class = grid([*head, "Класс"], [*line, "5А"], name="Курсы педагогов (Ответы).xlsx")
    assert recognise(with_class, shipped()).shape == "survey"


@pytest.mark.parametrize("survey", ITEMS)
def test_no_survey_of_teachers_is_taken_for_a_register(survey: str) -> None:
    file = grid([GOOGLE, "ФИО педагога", "Должность", *ITEMS[survey]],
                ["09.03.2026 20:16:26", ANNA, "учитель", *"3" * len(ITEMS[survey])])  # fmt: skip
    assert recognise(file, shipped()).shape == "survey"
