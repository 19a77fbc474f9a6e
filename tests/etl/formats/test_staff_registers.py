"""Tables of the staff: which register a file is, what its lines say, everything doubtful with its cell."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.formats import Unrecognised, parse, recognise, shipped
from etl.formats.staff.spans import span
from etl.formats.staff.values import age_group, choice, hours, years
from etl.grid import Grid, Range
from etl.privacy import clean_columns, clean_grid
from etl.readers import read
from etl.school import School
from etl.tidy import Decisions, Parsed
from tests.etl.formats.grids import SAMPLES, codes, grid, rows
from warehouse.staff.registers import other_tables, registers

SCHOOL = School.default(date(2025, 5, 1))
GOLDEN = ("courses_frdo", "courses_register", "staff_list", "observations", "mentoring")
WHERE = ("row_no", "column_no")
TABLES = {
    "staff": ("teacher_no", "position", "subjects", "age_group", "category", "experience_years",
              "came_on", "left_on", *WHERE),
    "staff_entries": ("register", "teacher_no", "partner_no", "title", "kind", "organisation", "date_from",
                      "date_to", "hours", "status", "evidence", "competence", *WHERE),
    "observations": ("teacher_no", "partner_no", "observer_raw", "observed_on", "class_name", "subject_raw",
                     "topic", "note", *WHERE),
    "observation_scores": ("observation_no", "criterion_raw", "score", "column_no"),
}  # fmt: skip


def told(file: Grid, decisions: Decisions | None = None, school: School = SCHOOL) -> Parsed:
    clean_grid(file)
    return parse(file, recognise(file, shipped()), decisions or Decisions(), school)


def as_workbook(name: str, folder: Path) -> Path:
    """Return a sample as a workbook in which a name is merged over the empty cells below it."""
    lines = list(csv.reader((SAMPLES / f"{name}.csv").open(encoding="utf-8"), delimiter=";"))
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append([cell or None for cell in line])
    top = 0
    for row, line in enumerate(lines, 1):
        if len(line) > 1 and not line[0] and not line[1] and line[3] and top:
            book.active.merge_cells(start_row=top, end_row=row, start_column=2, end_column=2)
        elif len(line) > 1 and line[1]:
            top = row
        else:
            top = 0
    book.save(folder / f"{name}.xlsx")
    return folder / f"{name}.xlsx"


def said(parsed: Parsed) -> dict:
    found = {name: rows(parsed, name, *columns) for name, columns in TABLES.items()}
    problems = [[p.severity, p.code, p.row, p.column, p.value] for p in parsed.problems]
    return json.loads(json.dumps({
        "questions": [q.field for q in parsed.questions],
        "problems": problems,
        **{name: table for name, table in found.items() if table},
        "teachers": parsed.tables["teachers"]["name_raw"],
    }, default=str))  # fmt: skip


@pytest.mark.parametrize("name", [f"{name}{twin}" for name in GOLDEN for twin in ("", "_invalid")])
def test_a_table_of_the_staff_is_read_as_its_golden_file_says(name: str, tmp_path: Path) -> None:
    golden = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert said(told(read(SAMPLES / f"{name}.csv"))) == golden
    file = read(as_workbook(name, tmp_path))
    assert said(told(file)) == golden


def test_nothing_private_of_the_federal_export_is_kept() -> None:
    file = read(SAMPLES / "courses_frdo.csv")
    dropped = {problem.value or problem.what for problem in clean_grid(file)}
    kept = {str(cell) for row in file.sheets[0].rows[1:] for cell in row}
    assert not kept & {"01.02.1980", "112-233-445 95", "АБ", "0012345", "107718", "0123456"}
    assert {"УПК-25-017", "72", "Берёзова"} <= kept
    assert len(dropped) == 6


HEAD = ["ФИО педагога", "Тема", "Дата"]
LINE = ["Осокин Пётр Ильич", "Дроби", "12.02.2025"]


def test_where_teachers_live_and_how_to_call_them_is_not_kept() -> None:
    fmt = next(fmt for fmt in shipped() if fmt.id == "staff_registers")
    file = grid(["Список педагогов"], ["ФИО", "Должность", "Телефон", "E-mail", "День рождения"],
                ["Ёлкина Вера Львовна", "учитель", "89220001101", "vera@school.test", "03.03"])  # fmt: skip
    clean_grid(file)
    clean_columns(file, fmt.private_labels)
    assert file.sheets[0].rows[2] == ["Ёлкина Вера Львовна", "учитель", "", "", ""]


def test_what_fits_several_registers_alike_is_asked_once_and_then_remembered() -> None:
    parsed = told(grid(HEAD, LINE))
    (question,) = parsed.questions
    assert question.field == "register"
    assert [one for one, _ in question.proposals] == [
        "courses",
        "online_diagnostics",
        "federal_portal",
    ]
    (header,) = parsed.facts["unsettled"]
    answered = told(grid(HEAD, LINE), Decisions(register="federal_portal"))
    assert answered.tables["staff_entries"]["register"] == ["federal_portal"]
    school = School.default(date(2025, 5, 1))
    school.registers = {header: "federal_portal"}
    again = told(grid([" ФИО ПЕДАГОГА", "тема", "Дата"], LINE), school=school)
    assert (again.questions, codes(again)) == ([], ["register_remembered"])
    assert again.tables["staff_entries"]["register"] == ["federal_portal"]


@pytest.mark.parametrize("name", registers())
def test_the_title_of_a_sheet_or_of_a_table_says_which_register_it_is(name: str) -> None:
    register = registers()[name]
    head = ["Педагог", *(field.label for field in register.fields if field.required)]
    line = ["Осокин Пётр Ильич", *("2" if f.type == "level" else "Белова Анна Игоревна" if f.type == "teacher"
            else "01.09.2024" if f.type == "date" else "запись" for f in register.fields if f.required)]  # fmt: skip
    for file in (
        grid(head, line, sheet=register.title[:31]),
        grid([register.title.upper()], head, line),
    ):
        parsed = told(file)
        assert [one["register"] for one in parsed.facts["staff"]] == [name]
        assert parsed.facts["staff"][0]["lines"] == 1


def test_a_workbook_may_hold_several_registers_and_says_which_sheets_are_left_alone() -> None:
    file = grid(["Стажировки"], ["ФИО педагога", "Вид", "Название", "Дата"],
                ["Осокин П. И.", "стажировка", "Кванториум", "март 2024"], sheet="Обмен опытом")  # fmt: skip
    file.sheets += grid(
        ["ФИО", "Должность", "Стаж"], ["Белова Анна Игоревна", "учитель", 5], sheet="Кадры"
    ).sheets
    file.sheets += grid(
        ["План работы"], ["Месяц", "Что", "Где"], ["май", "педсовет", "зал"], sheet="План"
    ).sheets
    parsed = told(file)
    told_of = {one["register"]: one["lines"] for one in parsed.facts["staff"]}
    assert told_of == {"associations": 1, "staff": 1}
    assert [p.value for p in parsed.problems if p.code == "sheet_unread"] == ["План"]


@pytest.mark.parametrize(
    "head",
    [
        ["ФИО ученика", "Мероприятие", "Тема", "Дата", "Педагог"],
        ["ФИО", "Класс", "Тема", "Дата"],
        ["ФИО", "Тема", "Дата", "Балл"],
        ["Учитель", "Класс", "Тема", "Дата"],
        ["Фамилия", "Имя", "Программа", "Часы"],
    ],
)
def test_a_table_about_pupils_or_classes_is_no_register_of_teachers(head: list[str]) -> None:
    line = ["Осокин Пётр Ильич", "7А", "Дроби", "12.02.2025", "Белова А. И."][: len(head)]
    with pytest.raises(Unrecognised):
        recognise(grid(head, line), shipped())


def test_a_list_of_the_load_stays_a_list_of_the_load() -> None:
    file = grid(["Учитель", "Предмет", "Класс", "Часов в неделю", "Должность", "Категория", "Стаж"],
                ["Осокин Пётр Ильич", "Физика", "7А", 2, "учитель", "первая", 5])  # fmt: skip
    assert recognise(file, shipped()).id == "teachers_load"


def test_a_register_by_its_title_without_a_needed_column_says_which() -> None:
    parsed = told(grid(["Аттестация педагогов"], ["ФИО педагога", "Категория", "Дата"],
                       ["Осокин Пётр Ильич", "первая", "12.02.2025"]))  # fmt: skip
    assert ("register_incomplete", "Аттестация: «Состояние»") in [
        (p.code, p.value) for p in parsed.problems
    ]
    assert not parsed.tables["staff_entries"]["entry_no"]
    by_post = [
        ["График аттестации педагогических работников"],
        ["ФИО", "Должность", "Категория", "Дата"],
    ]
    assert codes(told(grid(*by_post, ["Осокин Пётр Ильич", "учитель", "первая", "2025"]))) == [
        "register_incomplete"
    ]


def test_several_people_of_one_cell_have_a_line_each() -> None:
    parsed = told(grid(["Методические мероприятия"], ["Вид", "Тема", "Дата", "ФИО педагогов", "Роль"],
                       ["Семинар", "Дроби", "12.02.2025", "А. И. Белова, Осокин П. Р.\nЁлкина Вера Львовна",
                        "провела"]))  # fmt: skip
    assert parsed.tables["teachers"]["name_raw"] == [
        "Белова А.И.",
        "Осокин П. Р.",
        "Ёлкина Вера Львовна",
    ]
    assert parsed.tables["staff_entries"]["role"] == ["провёл"] * 3


def test_a_topic_merged_over_several_teachers_is_of_each() -> None:
    file = grid(["Повышение квалификации"], ["ФИО педагога", "Программа", "Часов"],
                ["Осокин Пётр Ильич", "Дроби", 72], ["Белова Анна Игоревна", "", ""])  # fmt: skip
    file.sheets[0].merged = lambda: [Range(2, 1, 3, 1), Range(2, 2, 3, 2)]
    entries = told(file).tables["staff_entries"]
    assert (entries["title"], entries["hours"]) == (["Дроби"] * 2, [72.0] * 2)


FIRST = st.dates(date(1995, 1, 1), date(2029, 12, 1))
WRITTEN = [
    lambda a, b: f"{a:%d.%m.%Y}–{b:%d.%m.%Y}",
    lambda a, b: f"с {a:%d.%m.%y} по {b:%d.%m.%y} г.",
    lambda a, b: f"{a:%d.%m.%Y} г. - {b:%d.%m.%Y} г.",
    lambda a, b: f"{a.isoformat()} — {b.isoformat()}",
]


@given(first=FIRST, days=st.integers(0, 400), how=st.sampled_from(WRITTEN))
@settings(max_examples=80, deadline=None)
def test_a_range_of_days_is_read_however_it_is_written(first: date, days: int, how) -> None:
    last = date.fromordinal(first.toordinal() + days)
    found = span(how(first, last))
    assert found is not None
    assert (found.first, found.last, found.is_rough) == (first, last, False)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("10.02–28.02.2025", "2025-02-10", "2025-02-28"),
        ("10-28.02.2025", "2025-02-10", "2025-02-28"),
        ("10.02…28.02.2025", "2025-02-10", "2025-02-28"),
        ("с 10 по 28 февраля 2025 г.", "2025-02-10", "2025-02-28"),
        ("25.12 – 10.01.2025", "2024-12-25", "2025-01-10"),
        ("март 2024", "2024-03-01", "2024-03-31"),
        ("декабрь 2023 – февраль 2024г.", "2023-12-01", "2024-02-29"),
        ("03.2024", "2024-03-01", "2024-03-31"),
        ("2023 г.", "2023-01-01", "2023-12-31"),
        (2023, "2023-01-01", "2023-12-31"),
        ("2023/2024 учебный год", "2023-09-01", "2024-08-31"),
        ("приказ № 5 от 10.02.2025", "2025-02-10", "2025-02-10"),
        (45698, "2025-02-10", "2025-02-10"),
        (datetime(2025, 2, 10), "2025-02-10", "2025-02-10"),
    ],
)
def test_days_as_people_write_them(cell, first: str, last: str) -> None:
    found = span(cell)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize("cell", ["I квартал", "31.02.2025", "10.02", "скоро", "", 5, True])
def test_what_names_no_day_is_not_guessed(cell) -> None:
    assert span(cell) is None


def test_hours_years_and_ages_as_people_write_them() -> None:
    assert [hours(one) for one in ("72 ч.", "72ч", "72 часа", "24,5", "16 ак. ч.",
                                    "16 а.ч.", "108 (сто восемь) ч.", 18, "семь", "16/72")] == [
        72, 72, 72, 24.5, 16, 16, 108, 18, None, None]  # fmt: skip
    assert [years(one) for one in (12, "12 лет 3 мес.", "8 мес.", "менее года", "1 год", "с 2010")] == [
        12, 12, 0, 0, 1, None]  # fmt: skip
    ages = [
        34,
        "35",
        "до 35 лет",
        "моложе 35",
        "35–44 года",
        "от 45 до 55",
        "старше 55",
        "60 лет",
        "30–50",
        "5",
    ]
    assert [age_group(one) for one in ages] == [
        "under_35", "35_44", "under_35", "under_35", "35_44", "45_54", "55_plus", "55_plus", "", ""]  # fmt: skip


def test_wordings_of_a_category_come_to_those_of_the_form() -> None:
    field = other_tables()["staff"].field("category")
    assert field is not None
    written = [
        "Высшая КК",
        "ВКК",
        "I кв. категория",
        "1 категория",
        "СЗД",
        "соответствует",
        "б/к",
        "нет",
        "вторая",
    ]
    assert [choice("category", one, field.choices) for one in written] == [
        ("высшая", True), ("высшая", True), ("первая", True), ("первая", True), ("соответствие", True),
        ("соответствие", True), ("без категории", True), ("без категории", True), ("вторая", False)]  # fmt: skip


def test_ends_of_a_term_stand_under_one_heading() -> None:
    head = [["Курсы учителей"], ["№", "Ф.И.О. (полностью)", "Должность", "Название курса", "Название организации",
                                 "Срок обучения", "", "Объём, ч", "Реквизиты документа"],
            ["", "", "", "", "", "с", "по", "", ""]]  # fmt: skip
    parsed = told(
        grid(
            *head,
            [
                1,
                "Осокин Пётр Ильич",
                "учитель",
                "Дроби",
                "ИРО",
                "10.02.2025",
                "28.02.2025",
                "16 ч",
                "к-5",
            ],
        )
    )
    assert rows(parsed, "staff_entries", "title", "organisation", "date_from", "date_to", "hours", "evidence") == [
        ("Дроби", "ИРО", date(2025, 2, 10), date(2025, 2, 28), 16.0, "к-5")]  # fmt: skip


def test_a_header_goes_on_below_a_number_and_a_post_in_the_body_begins_none() -> None:
    head = [["Курсы учителей"], ["№", "ФИО", "Должность", "Курс", "", "Срок", ""],
            ["п/п", "", "", "Программа", "Объём, ч", "с", "по"]]  # fmt: skip
    lines = [[1, "Ёлкина Вера Львовна", "учитель", "Дроби", 16, "10.02.2025", "28.02.2025"],
             ["", "", "", "Урок", "8 ч.", "01.03.2025", "02.03.2025"],
             [2, "Белова Анна Игоревна", "учитель", "Речь", 36, "03.03.2025", "04.03.2025"]]  # fmt: skip
    parsed = told(grid(*head, *lines, ["", "Итого:", "", "", 60]))
    assert rows(parsed, "staff_entries", "title", "hours", "date_from", "date_to") == [
        ("Дроби", 16.0, date(2025, 2, 10), date(2025, 2, 28)),
        ("Урок", 8.0, date(2025, 3, 1), date(2025, 3, 2)),
        ("Речь", 36.0, date(2025, 3, 3), date(2025, 3, 4))]  # fmt: skip
    assert parsed.tables["staff_entries"]["teacher_no"] == [1, 1, 2]


@pytest.mark.parametrize(
    "printed",
    ["Вера Львовна Ёлкина-Дубова", "Ёлкина - Дубова Вера Львовна", "ЁЛКИНА-ДУБОВА ВЕРА ЛЬВОВНА"],
)
def test_a_name_in_another_order_or_with_a_spaced_hyphen_is_the_same(printed: str) -> None:
    parsed = told(grid(["Курсы"], ["Педагог", "Программа"], [printed, "Дроби"]))
    assert parsed.tables["teachers"]["name_raw"] == ["Ёлкина-Дубова Вера Львовна"]


def test_signs_for_the_teacher_above_and_for_no_patronymic() -> None:
    head = ["Фамилия получателя", "Имя получателя", "Отчество получателя", "Программа", "Часов"]
    parsed = told(
        grid(["Курсы"], head, ["Ёлкина", "Вера", "Нет", "Дроби", 16], ["", "", "", "Урок", 8])
    )
    assert parsed.tables["teachers"]["name_raw"] == ["Ёлкина Вера"]
    assert codes(parsed) == ["row_without_name"]
    parsed = told(
        grid(["Курсы"], ["Педагог", "Программа"], ["Ёлкина В. Л.", "Дроби"], ["-//-", "Урок"])
    )
    assert parsed.tables["staff_entries"]["teacher_no"] == [1, 1]


def test_observed_lessons_under_a_plain_name_are_known_by_their_title() -> None:
    head = ["ФИО", "Дата", "Класс", "Предмет", SCHOOL.criteria[0].name]
    parsed = told(
        grid(["Посещение уроков"], head, ["Ёлкина В. Л.", "12.02.2025", "5А", "Химия", 3])
    )
    assert rows(parsed, "observations", "class_name", "subject_raw") == [("5А", "Химия")]


def test_numbers_of_orders_stay_as_they_are_printed_and_wordings_come_to_those_of_the_form() -> (
    None
):
    head = ["Педагог", "Состояние", "Категория", "Дата", "Приказ"]
    parsed = told(
        grid(
            ["Аттестация"], head, ["Ёлкина В. Л.", "Готовимся", "ВКК", "2025", "№ 5 от 24.12.2024"]
        )
    )
    assert rows(parsed, "staff_entries", "status", "result", "evidence") == [
        ("готовится", "высшая", "№ 5 от 24.12.2024")]  # fmt: skip
