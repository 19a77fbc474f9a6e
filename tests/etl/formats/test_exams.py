"""Protocols of ОГЭ and ЕГЭ: several exams on a sheet, masks, appeals, whose pupils they name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.formats import parse, recognise
from etl.formats.exams import masks
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.exams import CSV, DENSE, EGE, OGE, broken, row, said, sheet
from tests.etl.formats.grids import codes, grid, rows

SCHOOL = School.default(date(2026, 8, 1))
NONE = Decisions()
GOOD = {"class": "11А", "short": "+-2", "long": "1(2)", "points": 4.0, "mark": 61.0}


def told(file, decisions: Decisions = NONE, school: School = SCHOOL) -> Parsed:
    return parse(file, recognise(file), decisions, school)


def points(parsed: Parsed) -> list[tuple[int, int, str, float, str]]:
    """Return (work_no, result_no, task code, points, state) of a file."""
    tasks = {
        (work, task): code
        for work, task, code in rows(parsed, "work_tasks", "work_no", "task_no", "task_code")
    }
    found = rows(parsed, "task_points", "work_no", "result_no", "task_no", "points", "state")
    return [
        (work, result, tasks[work, task], got, state) for work, result, task, got, state in found
    ]


def test_two_exams_of_a_sheet_are_two_works():
    parsed = told(grid(*sheet(), name="9306.xls", sheet="Page 1"))
    assert rows(parsed, "works", "kind", "school_year", "subject_raw", "work_grade", "label") == [
        ("oge", "2025/26", "Обществознание", 9, "2026-06-03"),
        ("oge", "2025/26", "Химия", 9, "2026-06-09"),
    ]
    maxima = rows(parsed, "work_tasks", "work_no", "task_code", "max_points")
    assert maxima == [
        *[(1, str(n), 2.0 if n == 6 else 1.0) for n in range(1, 8)], (1, "К1", 2.0), (1, "К2", 3.0),
        *[(2, str(n), 1.0) for n in range(1, 4)],
    ]  # fmt: skip
    told_of = (
        "pupil",
        "school_code",
        "class_name",
        "grade",
        "participant_code",
        "stated_points",
        "mark",
        "row_no",
    )
    assert rows(parsed, "results", *told_of) == [
        ("Белова Анна Игоревна", "9306", "9А", 9, "", 10.0, 4, 5),
        ("Орлов Пётр", "9306", "9А", 9, "", 1.0, 2, 6),
        ("Ким Лев Юрьевич", "9306", "9Б", 9, "", 2.0, 3, 11),
    ]
    first = [got for work, result, _, got, _ in points(parsed) if (work, result) == (1, 1)]
    assert first == [1, 1, 1, 1, 0, 2, 1, 1, 2]
    assert (1, 2, "К2", 0.0, "not_attempted") in points(parsed)
    assert codes(parsed) == [] and parsed.questions == []


def test_everything_wrong_with_a_protocol_is_said_with_its_cell():
    parsed = told(grid(*broken(), sheet="Page 1"))
    found = [(p.code, p.row, p.column, p.value) for p in parsed.problems]
    assert sorted(found, key=lambda one: (one[1], one[0])) == [
        ("mask_sign", 7, "O", "2: «?»"),
        ("mask_short", 8, "O", "1"),
        ("sum_differs", 9, "S", "3 и 4"),
        ("class_unclear", 10, "C", "филиал"),
        ("number_unclear", 11, "U", "7"),
        ("mask_sign", 12, "R", "К1: «3(2)»"),
        ("row_without_name", 13, "K", ""),
        ("namesake", 14, "K", "Белова Анна Игоревна, 9А"),
    ]
    assert len(rows(parsed, "results", "pupil")) == 8
    assert len(set(rows(parsed, "results", "pupil_no"))) == 8


SPOILED = [
    ("Белова Анна Игоревна", {}, []),
    ("Орлов Пётр Ильич", {"short": "+*"}, [("mask_sign", "2: «*»")]),
    ("Ким Лев Юрьевич", {"short": "+", "points": 2}, [("mask_short", "1")]),
    ("Дубов Лев Маркович", {"points": 5}, [("sum_differs", "3 и 5")]),
    ("Берёзов Илья Львович", {"class": "класс"}, [("class_unclear", "класс")]),
    ("Липов Олег Ильич", {"long": "1(2)2("}, [("mask_sign", "К2: «2(»")]),
    ("Осокин Лев Ильич", {"long": "(2)"}, [("mask_sign", "К1: «(2)»")]),
    ("Ёлкина Анна Игоревна", {"points": "три"}, [("number_unclear", "три")]),
    ("Кленова", {}, [("row_without_name", "")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "own", "mark", "bad"),
    [(OGE, "9А", 4, 1), (DENSE, "9А", 4, 6), (EGE, "11А", 61, 101), (DENSE, "11А", 61, 101), (DENSE, "11А", 61, -5),
     (CSV, "9А", 5, 9)],
)  # fmt: skip
def test_what_is_wrong_is_said_in_every_layout_and_in_the_second_exam_of_a_sheet(
    header, own, mark, bad
):
    good = {"class": own, "short": "++", "long": "1(2)", "points": 3, "mark": mark}
    lines = [row(header, who, **{**good, **spoiled}) for who, spoiled, _ in SPOILED]
    lines.append(row(header, "Вязов Глеб Ильич", **{**good, "mark": bad}))
    exams = [
        [["04 - Химия 2026.06.09"], header, *lines],
        [["12 - История 2026.06.11"], header, *lines],
    ]
    file = grid(*exams[0], *exams[1], sheet="Page 1")
    if header is CSV:
        exams, file = exams[:1], grid(header, *lines, name="04_Химия_2026.06.09.csv")
    parsed = told(file)
    expected = [found for *_, told_of in SPOILED for found in told_of]
    expected += [("number_unclear", str(bad))]
    assert sorted((p.code, p.value) for p in parsed.problems) == sorted(expected * len(exams))
    assert [p.severity for p in parsed.problems].count("error") == 0
    assert len(rows(parsed, "results", "pupil")) == (len(lines) - 1) * len(exams)
    assert {kind for (kind,) in rows(parsed, "works", "kind")} == {"oge" if own == "9А" else "ege"}


@pytest.mark.parametrize(
    ("mask", "points", "rest"),
    [("1(2)2(", [1], "2("), ("1(2)2(3", [1], "2(3"), ("1(2)x2(3)", [1, None], ""), ("", [], ""), ("()", [], "()"),
     ("2(1)", [None], ""), ("-(2)X(3)", [0, 0], ""), ("1 ( 2 ) ; 2(3)", [1, 2], "")],
)  # fmt: skip
def test_a_malformed_mask_gives_what_of_it_is_sure(mask, points, rest):
    found, left = masks.long(mask)
    assert ([answer.points for answer in found], left) == (points, rest)


@pytest.mark.parametrize(
    ("header", "line", "kind", "column"),
    [(EGE, "22 - Физика 2026.06.04", "ege", "test_points"), (DENSE, "22 - Физика 2026.06.04", "ege", "test_points"),
     (DENSE, "22 - Математика (базовая) ЕГЭ 2026.06.04", "ege", "mark")],
)  # fmt: skip
def test_the_exam_of_grade_11(header, line, kind, column):
    mark = 5.0 if column == "mark" else 61.0
    parsed = told(
        grid([line], header, row(header, "Белова Анна Игоревна", **{**GOOD, "mark": mark}))
    )
    assert rows(parsed, "works", "kind", "work_grade") == [(kind, 11)]
    assert rows(parsed, "results", "class_name", "stated_points", column) == [("11А", 4.0, mark)]


def test_a_file_without_long_answers_and_without_a_letter():
    header = [word for word in DENSE if not word.startswith("Задания с развёрнутым")]
    line = ["03 - Физика 2026.06.04"]
    parsed = told(
        grid(
            line,
            header,
            row(header, "Белова Анна Игоревна", **{**GOOD, "class": 11.0, "points": 3.0}),
        )
    )
    assert rows(parsed, "results", "class_raw", "class_name", "grade") == [("11", "", 11)]
    assert rows(parsed, "pupils", "class_name") == [("11",)]
    assert codes(parsed) == []


def test_a_csv_asks_for_the_subject_that_its_code_does_not_say():
    body = row(
        CSV,
        "Белова Анна Игоревна",
        **{"class": "9А", "short": "++", "long": "2(2)", "points": "4.0", "mark": "5"},
    )
    file = grid(CSV, body, name="09_2025.06.09.csv")
    (question,) = told(file).questions
    assert (question.field, [value for value, _ in question.proposals][:2], question.best) == (
        "subject", ["Английский язык", "Обществознание"], "")  # fmt: skip
    parsed = told(file, Decisions(subject="Обществознание"))
    assert rows(parsed, "works", "kind", "school_year", "label") == [
        ("oge", "2024/25", "2025-06-09")
    ]
    assert rows(parsed, "results", "school_code", "class_name") == [("9306", "9А")]
    assert len(points(parsed)) == 3


def test_a_file_that_may_be_either_exam_is_asked_about():
    file = grid(
        ["03 - Физика 2026.06.04"],
        DENSE,
        row(DENSE, "Белова Анна Игоревна", **{**GOOD, "class": "А", "mark": 4.0}),
    )
    assert [question.field for question in told(file).questions] == ["kind"]
    assert rows(told(file, Decisions(kind="oge")), "results", "class_name", "mark") == [("9А", 4)]


GVE = [row(DENSE, "Белова Анна Игоревна", **{**GOOD, "class": "9А", "mark": 4.0})]


@pytest.mark.parametrize(
    ("file", "work", "asked"),
    [
        (grid(["12 - Обществознание ГВЭ-9 (письменная форма) 2026.06.03"], DENSE, *GVE), (9, "Обществознание"), []),
        (grid(["Государственный выпускной экзамен"], ["01 - Русский язык 2026.06.03"], DENSE, *GVE),
         (9, "Русский язык"), []),
        (grid(["01 - Русский язык ГВЭ-11 2026.06.03"], DENSE, *GVE), (11, "Русский язык"), []),
        (grid(DENSE, *GVE, name="01_Русский_язык_ГВЭ-9_2026.06.03.csv"), (9, "Русский язык"), []),
        (grid(["ГИА-9: ОГЭ и ГВЭ"], ["01 - Русский язык 2026.06.03"], DENSE, *GVE), (9, "Русский язык"), ["kind"]),
        (grid(["01 - Русский язык ГВЭ 2026.06.03"], DENSE, row(DENSE, "Ким Лев", **{**GOOD, "class": "", "mark": 4.0})),
         (9, "Русский язык"), ["work_grade"]),
    ],
)  # fmt: skip
def test_gve_is_a_kind_of_its_own(file, work, asked):
    assert [question.field for question in told(file).questions] == asked
    parsed = told(file, Decisions(kind="gve", work_grade="9"))
    assert rows(parsed, "works", "kind", "work_grade", "subject_raw") == [("gve", *work)]
    assert rows(parsed, "results", "mark", "test_points") == [(4, None)]


def test_an_exam_below_that_of_gve_is_asked_about_where_it_says_nothing():
    lines = (["01 - Русский язык ГВЭ-9 2026.06.03"], ["04 - Химия 2026.06.09"])
    file = grid(*(line for exam in lines for line in (exam, DENSE, *GVE)))
    assert [question.field for question in told(file).questions] == ["kind"]
    assert rows(told(file, Decisions(kind="oge")), "works", "kind", "subject_raw") == [
        ("gve", "Русский язык"), ("oge", "Химия")]  # fmt: skip
    titled = grid(
        ["ОГЭ"], lines[1], DENSE, *GVE, ["ГВЭ-9"], ["01 - Русский язык 2026.06.03"], DENSE, *GVE
    )
    assert rows(told(titled), "works", "kind") == [("oge",), ("gve",)]


def test_only_pupils_of_our_school_are_named():
    lines = [row(OGE, "Белова Анна Игоревна", **said("9А", "+", "", 1.0, 4.0)),
             row(OGE, "Орлов Пётр Ильич", **said("9А", "+", "", 1.0, 4.0, school=9307.0))]  # fmt: skip
    file = grid(["04 - Химия 2026.06.09"], OGE, *lines)
    assert codes(told(file)) == ["own_school_unknown"]
    assert rows(told(file), "pupils", "name_raw") == []
    parsed = told(file, school=replace(SCHOOL, own_codes=frozenset({"09306"})))
    assert rows(parsed, "results", "school_code", "participant_code", "pupil") == [
        ("09306", "", "Белова Анна Игоревна"), ("9307", "№1", "")]  # fmt: skip
    assert len(points(parsed)) == 2


def test_an_appeal_states_points_and_a_mark_and_no_tasks():
    head = [
        "№",
        "Фамилия",
        "Имя",
        "Отчество",
        "Класс",
        "Экзамен",
        "Состояние апелляции",
        "Текущие",
        "",
    ]
    low = ["", "", "", "", "", "", "", "Первичный балл", "Оценка"]
    body = [[1, "Белова", "Анна", "Игоревна", "9А", "Математика(2026.06.02)", "Удовлетворена", 20.0, 5.0],
            [2, "Орлов", "Пётр", "Ильич", "9А", "когда-то", "Удовлетворена", 20.0, 5.0],
            [3, "Ким", "Лев", "Юрьевич", "9А", "Математика(2026.06.02)", "Отклонена", "", ""]]  # fmt: skip
    parsed = told(grid(head, low, *body))
    assert rows(parsed, "works", "role", "kind", "subject_raw", "label") == [
        ("appeals", "oge", "Математика", "2026-06-02")]  # fmt: skip
    assert rows(parsed, "results", "pupil", "stated_points", "mark") == [
        ("Белова Анна Игоревна", 20.0, 5)
    ]
    assert codes(parsed) == ["exam_unclear", "nothing_stated"]


def test_everything_wrong_with_appeals_is_said_with_its_cell():
    head = ["Фамилия", "Имя", "Класс", "Экзамен", "Состояние апелляции", "Первичный балл", "Оценка"]
    exam, state = "Математика(2026.06.02)", "Удовлетворена"
    body = [["Белова", "Анна", "9А", exam, state, 20, 5], ["Орлов", "", "9А", exam, state, 20, 5],
            ["Ким", "Лев", "класс", exam, state, 20, 5], ["Дубов", "Лев", "9А", exam, state, "много", 5],
            ["Липов", "Олег", "9А", exam, state, 20, 6], ["Осокин", "Лев", "9А", "", state, 20, 5],
            ["Вязов", "Глеб", "9А", exam, state, "-", "-"], ["Ель", "Анна", "9А", exam, "Отозвана", 20, 5],
            ["Белова", "Анна", "9А", exam, state, 21, 5]]  # fmt: skip
    parsed = told(grid(head, *body))
    assert [(p.code, p.row, p.column, p.value) for p in parsed.problems] == [
        ("row_without_name", 3, "A", ""), ("class_unclear", 4, "C", "класс"), ("number_unclear", 5, "F", "много"),
        ("number_unclear", 6, "G", "6"), ("exam_unclear", 7, "D", ""), ("nothing_stated", 8, "F", "")]  # fmt: skip
    assert rows(parsed, "results", "pupil", "stated_points", "mark") == [
        ("Белова Анна", 21, 5), ("Ким Лев", 20, 5), ("Дубов Лев", None, 5), ("Липов Олег", 20, None)]  # fmt: skip
    assert codes(told(grid(head))) == ["no_exam"]


def test_an_appeal_of_another_school_is_left_out_and_a_mark_of_basic_mathematics_is_a_mark():
    head = ["Фамилия", "Имя", "Класс", "Код ОО", "Экзамен", "Состояние апелляции", "Текущие", ""]
    low = ["", "", "", "", "", "", "Первичный балл", "Балл"]
    exam, state = "Математика (базовая) ЕГЭ (2026.06.02)", "Удовлетворена"
    file = grid(head, low, ["Белова", "Анна", "11А", 9306.0, exam, state, 20.0, 5.0],
                ["Орлов", "Пётр", "11А", 9307.0, exam, state, 19.0, 4.0])  # fmt: skip
    parsed = told(file, school=replace(SCHOOL, own_codes=frozenset({"9306"})))
    assert [(p.code, p.row, p.value) for p in parsed.problems] == [("appeal_elsewhere", 4, "9307")]
    assert rows(parsed, "results", "pupil", "mark", "test_points") == [("Белова Анна", 5, None)]


@given(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from("+-−")), min_size=1, max_size=30),
    st.booleans(),
)
def test_a_mask_gives_back_the_points_it_was_made_of(tasks, spaced):
    meant = [{"+": 1, "-": 0, "−": 0}[sign] if got < 2 else got for got, sign in tasks]
    mask = (" " if spaced else "").join(sign if got < 2 else str(got) for got, sign in tasks)
    assert [answer.points for answer in masks.short(mask)] == meant
    long, rest = masks.long("".join(f"{got}({got + 1})" for got, _ in tasks))
    assert ([(a.points, a.most) for a in long], rest) == ([(got, got + 1) for got, _ in tasks], "")


@pytest.mark.parametrize("mask", ["+-2", "'+-2", '="+-2"', "+ - 2"])
def test_a_mask_is_read_however_it_was_kept_from_being_a_formula(mask):
    assert [answer.points for answer in masks.short(mask)] == [1, 0, 2]


def test_a_mask_that_a_spreadsheet_took_for_a_number_gets_its_zeros_back():
    assert [answer.points for answer in masks.short(110.0, 5)] == [0, 0, 1, 1, 0]
